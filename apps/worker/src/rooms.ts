import { resolve } from 'node:path';
import type { DynamicModule, Type } from '@nestjs/common';
import type { Config } from '#config';
import { localStorage } from '#storage';

/** The rooms whose jobs this worker does. A declared job whose room is missing here stops the boot. */
export function rooms(config: Config): readonly (Type | DynamicModule)[] {
  return [localStorage(resolve(config.DATA_DIR, 'files'))];
}
