import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '#config';
import { DatabaseModule, type LoginRole, roleUrl } from '#database';
import { type JobLog, JobsModule, QUEUES } from '#jobs';
import { rooms } from './rooms.js';

/** Each running job, of each queue, may hold one connection and need a second one for its progress. */
const CONNECTIONS_PER_JOB = 2;

@Module({})
class WorkerModule {}

/** The rooms, and what they need to run jobs. */
export function workerModule(config: Config, log: JobLog): DynamicModule {
  const appUrl = addressOf(config, 'APP_DATABASE_URL', 'guildhall_app');
  const queueUrl = addressOf(config, 'QUEUE_DATABASE_URL', 'guildhall_queue');
  const concurrency = config.WORKER_CONCURRENCY;
  const poolSize = Math.max(config.DATABASE_POOL, concurrency * CONNECTIONS_PER_JOB * QUEUES.length + 1);
  return {
    module: WorkerModule,
    imports: [
      DatabaseModule.forRoot({ url: appUrl, entities: [], poolSize, applicationName: 'guildhall worker' }),
      JobsModule.forWorker({
        backend: config.REDIS_URL === undefined ? { kind: 'postgres', url: queueUrl } : { kind: 'redis', url: config.REDIS_URL },
        queueUrl,
        listenUrl: queueUrl,
        tuning: { concurrency },
        log,
      }),
      ...rooms,
    ],
  };
}

function addressOf(config: Config, setting: 'APP_DATABASE_URL' | 'QUEUE_DATABASE_URL', role: LoginRole): string {
  const given = config[setting];
  if (given !== undefined) return given;
  if (config.DATABASE_URL === undefined) throw new Error(`${setting} or DATABASE_URL must be set`);
  return roleUrl(config.DATABASE_URL, config.SECRET, role);
}
