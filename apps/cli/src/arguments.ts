import { parseArgs } from 'node:util';
import { DomainError } from '#kernel';
import './tools.problems.js';

export type Given = {
  readonly names: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  readonly switches: ReadonlySet<string>;
};

/** Reads names, `--option value` and `--switch`. Throws ARGUMENTS_WRONG, also when there are fewer or more names than allowed. */
export function readArguments(
  args: readonly string[],
  usage: string,
  allowed: { readonly least: number; readonly most: number; readonly options?: readonly string[]; readonly switches?: readonly string[] },
): Given {
  const { options = [], switches = [], least, most } = allowed;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries([
        ...options.map((name) => [name, { type: 'string' as const }]),
        ...switches.map((name) => [name, { type: 'boolean' as const }]),
      ]),
    });
    if (positionals.length < least || positionals.length > most) throw new Error('too few or too many');
    const given = Object.entries(values);
    return {
      names: positionals,
      options: new Map(given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))),
      switches: new Set(given.flatMap(([name, value]) => (value === true ? [name] : []))),
    };
  } catch {
    throw new DomainError('ARGUMENTS_WRONG', { usage });
  }
}
