// A worker process for the queue contract: node --import test/support/typescript.mjs THIS '{"backend":…}'
import 'reflect-metadata';
import { Module, type OnModuleInit } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Database, DatabaseModule } from '#database';
import { defineJob, JobHandlers, JobsModule, type QueueBackend, type WorkerTuning } from '#jobs';
import { registerTrialJobs } from './trial-jobs.js';

export type TrialWorkerSettings = {
  readonly appUrl: string;
  readonly queueUrl: string;
  readonly backend: QueueBackend;
  readonly tuning: WorkerTuning;
  /** Sets the clock of this process wrong: from the start, or when it gets SIGUSR2. */
  readonly skew?: { readonly ms: number; readonly from: 'start' | 'SIGUSR2' };
  /** Declares a job that nobody handles: the boot must fail. */
  readonly forgetful?: boolean;
};

const settings: TrialWorkerSettings = JSON.parse(process.argv[2] ?? '{}');
const { appUrl, queueUrl, backend, tuning } = settings;
if (settings.forgetful) defineJob('trial.forgotten', {}, { attempts: 1, backoffMs: 1 });

const rightNow = Date.now;
const setClockWrong = () => {
  Date.now = () => rightNow() + (settings.skew?.ms ?? 0);
};
if (settings.skew?.from === 'start') setClockWrong();
process.on('SIGUSR2', setClockWrong);

@Module({})
class TrialModule implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    registerTrialJobs(this.handlers, this.database);
  }
}

@Module({
  imports: [
    DatabaseModule.forRoot({ url: appUrl, entities: [], poolSize: 20 }),
    JobsModule.forWorker({
      backend,
      queueUrl,
      listenUrl: queueUrl,
      tuning,
      sweepMs: 1_000,
      log: { info: () => undefined, warn: tell, error: tell },
    }),
    TrialModule,
  ],
})
class TrialWorkerModule {}

function tell(fields: object, text: string): void {
  const cause = 'err' in fields && fields.err instanceof Error ? fields.err.message : '';
  process.stderr.write(`${text} ${cause}\n`);
}

try {
  const app = await NestFactory.createApplicationContext(TrialWorkerModule, { logger: false, abortOnError: false });
  process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
  process.stdout.write('{"ready":true}\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
