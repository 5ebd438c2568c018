import 'reflect-metadata';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CertificateModule } from '#certificate';
import { DatabaseModule } from '#database';
import { JobsModule } from '#jobs';

/** A service of the rooms that the tools use. */
export type GetService = <T>(service: new (...collaborators: never[]) => T) => T;

@Module({})
class ToolModule {}

/** Opens the rooms over a database for the time of some work. Jobs go to the outbox; the worker takes them. */
export async function withRooms<T>(appUrl: string, work: (get: GetService) => Promise<T>): Promise<T> {
  const context = await NestFactory.createApplicationContext(toolModule(appUrl), { logger: ['error', 'warn'], abortOnError: false });
  try {
    return await work((service) => context.get(service, { strict: false }));
  } finally {
    await context.close();
  }
}

function toolModule(appUrl: string): DynamicModule {
  return {
    module: ToolModule,
    imports: [
      DatabaseModule.forRoot({ url: appUrl, entities: [], poolSize: 4, applicationName: 'guildhall tool' }),
      JobsModule.forApi({ listenUrl: appUrl }),
      CertificateModule,
    ],
  };
}
