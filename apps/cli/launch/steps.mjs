// Runs on Node 18 and newer, without packages: this is what starts before anything is installed.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Says what is being done after two seconds and then every ten, and at the end how long it took (unless `quiet`). */
export async function step(name, work, quiet = false) {
  const began = Date.now();
  const tick = () => console.log(`  … ${name}, ${seconds(began)}`);
  const first = setTimeout(tick, 2_000);
  const ticking = setInterval(tick, 10_000);
  try {
    const said = await work();
    if (!quiet) console.log(`  ✓ ${name}${typeof said === 'string' ? `: ${said}` : ''} (${seconds(began)})`);
    return said;
  } catch (error) {
    console.log(`  ✗ ${name} (${seconds(began)})`);
    throw error;
  } finally {
    clearTimeout(first);
    clearInterval(ticking);
  }
}

/** One sentence for a person; no stack. */
export class Refusal extends Error {}

/** Runs a program quietly. Resolves with what it said and its exit code; never rejects for a code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        said += text;
        if (options.echo) process.stdout.write(text);
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? 1, signal, said }));
  });
}

/** The end of a long output, for a person to read. */
export function lastLines(text, count = 30) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
