import { createHash } from 'node:crypto';
import { DomainError } from '#kernel';
import type { ResultDocument } from '#marking';
import {
  type CompetitionPackage,
  canonicalJson,
  inputHashOf,
  inputOf,
  type Json,
  PACKAGE_FORMAT,
  scorePackage,
  validatePackage,
} from '#scoring';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { formatOf, readJsonFile } from './json-file.js';

const USAGE = 'FILE [PACKAGE]';
/** One file alone says what it claims to be, not that it is what was published. */
const UNCOMPARED = '  well-formed; compare the hash with the published one, or give result and package together';
const RESULT_FORMAT: ResultDocument['format'] = 'guildhall-result/1';

export const verify: Command = {
  usage: USAGE,
  summary: 'with a published result and its package: recomputes every place and total, offline; with one of them: prints its hash',
  run: async (args) => {
    const { names } = readArguments(args, `verify ${USAGE}`, { least: 1, most: 2 });
    const [first = '', second] = names;
    const files = [first, ...(second === undefined ? [] : [second])].map(read);
    const faults = files.flatMap((file) => file.faults);
    const document = files.flatMap((file) => file.document ?? [])[0];
    const pkg = files.flatMap((file) => file.package ?? [])[0];
    if (second !== undefined && (document === undefined || pkg === undefined)) {
      faults.push('one file must be a published result and the other its package');
    }
    if (document !== undefined && pkg !== undefined) faults.push(...differences(document, pkg));
    for (const line of faults) console.log(`✗ ${line}`);
    console.log(faults.length > 0 ? `✗ faults: ${faults.length}` : second === undefined ? UNCOMPARED : '✓ verified');
    return faults.length === 0 ? 0 : 1;
  },
};

type ReadFile = { readonly faults: string[]; readonly document?: ResultDocument; readonly package?: CompetitionPackage };

function read(file: string): ReadFile {
  const { bytes, json } = readJsonFile(file);
  switch (formatOf(json)) {
    case RESULT_FORMAT:
      return readDocument(file, bytes, json);
    case PACKAGE_FORMAT:
      return readPackage(file, json);
    default:
      throw new DomainError('FILE_KIND_UNKNOWN', { file });
  }
}

/** The bytes must be canonical: then their hash is that of the publication, whoever wrote the file. */
function readDocument(file: string, bytes: Buffer, json: unknown): ReadFile {
  console.log(`  sha256     ${createHash('sha256').update(bytes).digest('hex')}  ${file}`);
  const isCanonical = bytes.equals(Buffer.from(canonicalJson(json as Json), 'utf8'));
  const document = json as ResultDocument;
  console.log(`  inputHash  ${document.inputHash}  as published`);
  return { faults: isCanonical ? [] : [`${file} is not byte for byte what was published (its JSON is not canonical)`], document };
}

function readPackage(file: string, json: unknown): ReadFile {
  const checked = validatePackage(json);
  if (!checked.ok) throw new DomainError('PACKAGE_INVALID', { count: checked.flaws.length }, checked.flaws);
  console.log(`  inputHash  ${inputHashOf(inputOf(checked.value))}  computed from ${file}`);
  return { faults: [], package: checked.value };
}

/** Every place, total, scale and award of the document that the package does not give again. */
function differences(document: ResultDocument, pkg: CompetitionPackage): readonly string[] {
  const { inputHash, engineVersion, entries } = scorePackage(pkg);
  const computed = new Map(
    entries.map(({ entry, place, total, scale, award }) => [
      entry,
      shown(place, total, scale === null ? null : String(scale), award === null ? null : award.kind === 'prize' ? award.prize : award.kind),
    ]),
  );
  const faults = inputHash === document.inputHash ? [] : [`the package has another input hash: ${inputHash}`];
  if (engineVersion !== document.engineVersion) faults.push(`computed by ${engineVersion}, published by ${document.engineVersion}`);
  if (entries.length !== document.rows.length) faults.push(`${document.rows.length} rows published, ${entries.length} computed`);
  for (const { entryId, name, place, points, scale, award } of document.rows) {
    const published = shown(place, points, scale, award);
    const again = computed.get(entryId) ?? 'no such entry';
    if (again !== published) faults.push(`${name}: published ${published}, computed ${again}`);
  }
  return faults;
}

function shown(place: number | null, points: string | null, scale: string | null, award: string | null): string {
  return `place ${place ?? '–'}, points ${points ?? '–'}, scale ${scale ?? '–'}, award ${award ?? '–'}`;
}
