/** Where the worker writes its lines; pino fits. Never payloads: they say nothing that the ids do not. */
export type JobLog = {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
};
