import { Inject } from '@nestjs/common';

/** Token of the API's `Config`; tests give their own, `main.ts` the one of the environment. */
export const SETTINGS = Symbol('settings');

export const Settings = (): ParameterDecorator & PropertyDecorator => Inject(SETTINGS);
