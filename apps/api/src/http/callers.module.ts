import { Global, Module } from '@nestjs/common';
import { Callers } from './callers.js';

/** Every door asks who calls. */
@Global()
@Module({ providers: [Callers], exports: [Callers] })
export class CallersModule {}
