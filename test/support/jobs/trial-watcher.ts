// A door's process that only watches one run: node --import test/support/typescript.mjs THIS '{"appUrl":…}'
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule } from '#database';
import { JobRuns, JobsModule } from '#jobs';

export type TrialWatcherSettings = { readonly appUrl: string; readonly tenantId: string; readonly runId: string };

const { appUrl, tenantId, runId }: TrialWatcherSettings = JSON.parse(process.argv[2] ?? '{}');

@Module({ imports: [DatabaseModule.forRoot({ url: appUrl, entities: [], poolSize: 2 }), JobsModule.forApi({ listenUrl: appUrl })] })
class TrialWatcherModule {}

const app = await NestFactory.createApplicationContext(TrialWatcherModule, { logger: false, abortOnError: false });
for await (const { state, step, done, total, result } of app.get(JobRuns).watch(tenantId, runId)) {
  process.stdout.write(`${JSON.stringify({ state, step, done, total, result })}\n`);
}
await app.close();
