import type { Language } from '#language';

const began = Number(process.env['GUILDHALL_START_BEGAN'] ?? Date.now());

/** The language of the one at the terminal, as every program asks for it. */
export function terminalLanguage(): Language {
  const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
  return locale.startsWith('zh') ? 'zh-CN' : 'en';
}

/** What a step may tell while it works. */
export type Tell = (line: string) => void;

/** Says after two seconds and then every ten what is being done, and at the end how long it took. */
export async function step<T>(name: string, work: (tell: Tell) => Promise<T>): Promise<T> {
  const start = Date.now();
  let doing = '';
  const tick = () => console.log(`  … ${name}${doing && `: ${doing}`}, ${secondsSince(start)}`);
  const first = setTimeout(tick, 2_000);
  const ticking = setInterval(tick, 10_000);
  try {
    const result = await work((line) => {
      doing = line;
    });
    console.log(`  ✓ ${name} (${secondsSince(start)})`);
    return result;
  } catch (error) {
    console.log(`  ✗ ${name} (${secondsSince(start)})`);
    throw error;
  } finally {
    clearTimeout(first);
    clearInterval(ticking);
  }
}

/** Since the command was typed. */
export function sinceStart(): string {
  return secondsSince(began);
}

function secondsSince(start: number): string {
  return `${((Date.now() - start) / 1_000).toFixed(1)} s`;
}
