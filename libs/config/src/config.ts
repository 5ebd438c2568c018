import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const switchOf = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Every setting of the product, by the name of its environment variable. `.env.example` explains each; a test compares the two. */
export const settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .describe('Root secret: database role passwords, session cookies, keys at rest'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe("The migrator's address; without it the embedded PostgreSQL is used"),
  APP_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('Address with the login guildhall_app; else derived from DATABASE_URL and SECRET'),
  AUTH_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('Address with the login guildhall_auth; else derived'),
  QUEUE_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('Address with the login guildhall_queue; else derived'),
  DATABASE_PORT: port.optional().describe('Port of the embedded PostgreSQL; without it the one of last time, or a free one'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10).describe('Connections of one process to PostgreSQL at most'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('Queues on Redis; without it on PostgreSQL'),
  DATA_DIR: z.string().min(1).default('.data').describe('Folder of the embedded database and stored files'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address the API listens on'),
  PORT: port.default(4000).describe('Port the API listens on'),
  METRICS_PORT: port.default(0).describe('Port of /metrics; 0 turns it off'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address that people see: in QR codes, cookies and links'),
  TRUST_PROXY: switchOf.default(false).describe('Whether X-Forwarded-For of a proxy in front is believed'),
  SCHEMA_TOKEN: z.string().min(16).optional().describe('Bearer token that may introspect the schema and send free queries in production'),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4).describe('Jobs a worker runs at once'),
  SIGNING_KEY: z.string().min(1).optional().describe('Ed25519 private key (PEM) that signs ledger checkpoints; else derived from SECRET'),
  DEMO_LOGINS: switchOf.default(true).describe('Shows the demo logins on the sign-in page; never in production'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = Readonly<z.output<typeof settings>> & { readonly publicUrl: string; readonly production: boolean };

/** Everything that is wrong with the settings, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/**
 * Reads and checks all settings at once. Throws ConfigError that lists every fault, never only the first.
 * Empty strings count as absent, as compose files write them.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([name, value]) => name in settings.shape && value !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const config = parsed.data;
  const faults = productionFaults(config);
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze({
    ...config,
    publicUrl: (config.PUBLIC_URL ?? `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${config.PORT}`).replace(
      /\/$/,
      '',
    ),
    production: config.NODE_ENV === 'production',
  });
}

function productionFaults(config: z.output<typeof settings>): readonly string[] {
  if (config.NODE_ENV !== 'production') return [];
  const faults: string[] = [];
  if (config.PUBLIC_URL === undefined) faults.push('PUBLIC_URL: must be set in production; it stands in every QR code');
  return faults;
}

let current: Config | undefined;

/** The configuration of this process, read once from its environment. */
export function config(): Config {
  current ??= readConfig(process.env);
  return current;
}
