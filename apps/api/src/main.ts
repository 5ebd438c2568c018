import { config } from '#config';

const STOP_MS = 14_000;

try {
  const settings = config();
  // Only now, as loading everything takes a second and wrong settings should be told at once.
  const { createApi } = await import('./api.js');
  const { app, log } = await createApi(settings);
  app.enableShutdownHooks();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => setTimeout(() => process.exit(1), STOP_MS).unref());
  await app.listen({ port: settings.PORT, host: settings.HOST });
  log.info({ url: settings.publicUrl }, 'listening');
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

/** What a person starting the API can mend, in one sentence; anything else whole. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : '';
  const port = 'port' in error ? error.port : '';
  if (code === 'EADDRINUSE') return `Port ${port} is already in use: stop what uses it, or set PORT or METRICS_PORT to another.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user: set PORT to one above 1023.`;
  if (error.name === 'ConfigError') return error.message;
  if (code === 'ECONNREFUSED') return 'PostgreSQL does not answer at DATABASE_URL: start it, or use `npm start`, which brings its own.';
  return error.stack ?? error.message;
}
