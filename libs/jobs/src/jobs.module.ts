import { type BeforeApplicationShutdown, type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '#database';
import { JobHandlers } from './handlers.js';
import { JobRunRepository } from './job-run.repository.js';
import { JobRuns } from './job-runs.js';
import { JobWorker, type JobWorkerOptions } from './job-worker.js';
import { Outbox } from './outbox.js';
import { ProgressFeed } from './progress-feed.js';

export type JobsApiOptions = {
  /** Address for LISTEN, direct (no transaction pooler); any of our logins. Behind a pooler progress comes every two seconds only. */
  readonly listenUrl: string;
};

export type JobsWorkerOptions = JobWorkerOptions & JobsApiOptions;

/** Rooms may name it among their imports; the app says once, by `forApi` or `forWorker`, which kind it is. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: Nest modules are classes
export class JobsModule {
  /** For a door that asks for jobs and watches them: `Outbox`, `JobRuns`, and `JobHandlers`, whose entries rest. */
  static forApi(options: JobsApiOptions): DynamicModule {
    return {
      module: JobsDoorModule,
      global: true,
      providers: [
        Outbox,
        JobHandlers,
        JobRunRepository,
        JobRuns,
        { provide: ProgressFeed, useFactory: () => new ProgressFeed(options.listenUrl) },
      ],
      exports: [Outbox, JobHandlers, JobRuns],
    };
  }

  /**
   * For the worker: the same, and begins to take jobs once all rooms have registered. The boot fails when a declared job has no handler.
   */
  static forWorker(options: JobsWorkerOptions): DynamicModule {
    return {
      module: JobsWorkerModule,
      imports: [JobsModule.forApi(options)],
      providers: [
        {
          provide: JobWorker,
          inject: [Database, JobHandlers],
          useFactory: (database: Database, handlers: JobHandlers) => new JobWorker(options, database, handlers),
        },
      ],
    };
  }
}

@Module({})
class JobsDoorModule implements BeforeApplicationShutdown {
  constructor(private readonly feed: ProgressFeed) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.feed.close();
  }
}

@Module({})
class JobsWorkerModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly worker: JobWorker) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.stop();
  }
}
