import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { stopWithParent } from '#database';

export type AppProcess = {
  readonly name: string;
  readonly log: string;
  /** Resolves with the exit code or signal when the process has ended, asked or not. */
  readonly ended: Promise<string>;
  /** Resolves with the first line of its output that `matches`. */
  readonly said: (matches: (line: string) => boolean) => Promise<void>;
  /** SIGTERM, and after 15 s SIGKILL. */
  readonly stop: () => Promise<void>;
};

const PATIENCE_MS = 15_000;
const WARNING = 40;

/**
 * Starts one of our apps in a process group of its own (Ctrl-C reaches us alone, who stop things in order) that ends
 * with us, however we end. Its output goes to `log`; the terminal shows warnings and worse, or everything in production.
 */
export function startApp(options: {
  readonly name: string;
  readonly script: string;
  readonly log: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly showAll: boolean;
}): AppProcess {
  const { name, script, log, environment, showAll } = options;
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log);
  // A full disk must not take the apps down with their log.
  file.on('error', () => {});
  const child = spawn(process.execPath, ['--enable-source-maps', script], {
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const release = child.pid === undefined ? () => {} : stopWithParent(child.pid, 'TERM');
  const listeners = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      file.write(`${line}\n`);
      if (showAll) console.log(line);
      else if (isWorthShowing(line)) console.log(`  ${name}: ${messageOf(line)}`);
      for (const listener of listeners) listener(line);
    });
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  }).finally(release);
  return {
    name,
    log,
    ended,
    said: (matches) =>
      new Promise((resolve) => {
        listeners.add((line) => matches(line) && resolve());
      }),
    stop: async () => {
      child.kill('SIGTERM');
      const killing = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(killing);
    },
  };
}

/** Our own lines are JSON with a level; of the others, Node's remarks on packages are for their authors, and the rest broke. */
function isWorthShowing(line: string): boolean {
  const entry = jsonOf(line);
  if (entry === null) return line.trim() !== '' && !/^\((node:\d+|Use `node )/.test(line);
  return typeof entry['level'] === 'number' && entry['level'] >= WARNING;
}

function messageOf(line: string): string {
  const entry = jsonOf(line);
  if (entry === null) return line;
  const error = entry['err'];
  const cause = typeof error === 'object' && error !== null && 'message' in error ? ` (${error.message})` : '';
  return `${entry['msg'] ?? line}${cause}`;
}

export function jsonOf(line: string): Readonly<Record<string, unknown>> | null {
  if (!line.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
