import { createServer, type Server } from 'node:http';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Config } from '#config';
import { Settings } from '../settings.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** The numbers of this process, on a port of their own so that no proxy shows them by mistake. */
@Injectable()
export class Metrics implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly registry = new Registry();
  readonly #durations = new Histogram({
    name: 'guildhall_operation_seconds',
    help: 'Duration of operations by kind, field and outcome',
    labelNames: ['kind', 'field', 'outcome'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });
  #server: Server | undefined;

  constructor(@Settings() private readonly settings: Config) {
    collectDefaultMetrics({ register: this.registry });
  }

  observe(kind: string, field: string, outcome: string, seconds: number): void {
    this.#durations.observe({ kind, field, outcome }, seconds);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { METRICS_PORT: port, HOST: host } = this.settings;
    if (port === 0) return;
    const server = createServer(async (request, response) => {
      if (request.url !== '/metrics') return response.writeHead(404).end();
      response.writeHead(200, { 'content-type': this.registry.contentType }).end(await this.registry.metrics());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    this.#server = server;
  }

  onApplicationShutdown(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}
