import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Entry } from '#competition';
import { Database } from '#database';
import type { Id } from '#kernel';
import { type Decision, decodeSheet, type EntryInput, inputHashWith, type Mark, type ScoringInput } from '#scoring';
import type { SchemeVersion } from '../scheme/scheme.repository.js';
import { type CompiledSkill, compiledSkill } from './compiled-skill.js';
import { DecisionRepository } from './decision.repository.js';
import { entryInputs } from './standing.rules.js';

/** All marks of a skill as one table of numbers: entry by entry (by id), seat by seat, aspect by aspect. */
export type MarkTable = {
  readonly compiled: CompiledSkill;
  /** By id: the order of the table. */
  readonly entries: readonly EntryInput[];
  readonly marks: Int32Array;
  readonly decisions: readonly Decision[];
  /** Grows with every change of a sheet and every decision of a tie. */
  readonly marksVersion: number;
  readonly inputHash: string;
};

type SheetBytes = { readonly entryId: Id; readonly seat: string; readonly version: number; readonly marks: Buffer };

@Injectable()
export class MarkTables {
  constructor(
    private readonly database: Database,
    private readonly decisions: DecisionRepository,
  ) {}

  /** What `MarkTable.marksVersion` would be now, without reading any mark. */
  async version(tenantId: Id, skillId: Id): Promise<number> {
    const [row] = await this.database.read<{ version: string }>(
      tenantId,
      'select coalesce(sum(version), 0)::text as version from app.sheet where tenant_id = $1 and skill_id = $2',
      [tenantId, skillId],
    );
    return Number(row?.version ?? '0') + (await this.decisions.count(tenantId, skillId));
  }

  /** Reads every sheet of the skill in one statement: values and versions are of one moment. */
  async read(tenantId: Id, skillId: Id, version: SchemeVersion, entries: readonly Entry[]): Promise<MarkTable> {
    const sheets = await this.database.read<SheetBytes>(
      tenantId,
      'select entry_id as "entryId", seat, version, marks from app.sheet where tenant_id = $1 and skill_id = $2',
      [tenantId, skillId],
    );
    const decisions = await this.decisions.forSkill(tenantId, skillId);
    const compiled = compiledSkill(version);
    const inputs = entryInputs(entries).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const marks = tableOf(compiled, inputs, sheets);
    const hashed = { scheme: version.scheme, rules: version.rules, entries: inputs, ...(decisions.length > 0 ? { decisions } : {}) };
    return {
      compiled,
      entries: inputs,
      marks,
      decisions,
      marksVersion: sheets.reduce((sum, sheet) => sum + sheet.version, decisions.length),
      inputHash: inputHashWith(hashed, hashOf(marks)),
    };
  }
}

/** The same marks as the plain evaluator takes them. */
export function scoringInput(table: MarkTable, version: SchemeVersion): ScoringInput {
  const { seats, aspectCount } = table.compiled.kernel;
  const bytes = Buffer.from(table.marks.buffer, table.marks.byteOffset, table.marks.byteLength);
  const marks = table.entries.flatMap((entry, index) =>
    seats.flatMap((seat, at): readonly Mark[] => {
      const start = (index * seats.length + at) * aspectCount * 4;
      return decodeSheet(version.scheme, bytes.subarray(start, start + aspectCount * 4)).flatMap(({ aspect, value }) =>
        value === null ? [] : [{ entry: entry.id, aspect, seat, value }],
      );
    }),
  );
  return {
    scheme: version.scheme,
    rules: version.rules,
    entries: table.entries,
    marks,
    ...(table.decisions.length > 0 ? { decisions: table.decisions } : {}),
  };
}

function tableOf({ kernel, seatIndex }: CompiledSkill, entries: readonly EntryInput[], sheets: readonly SheetBytes[]): Int32Array {
  const rows = new Map(entries.map((entry, index) => [entry.id, index]));
  const marks = kernel.emptyMarks(entries.length);
  for (const sheet of sheets) {
    const row = rows.get(sheet.entryId);
    const seat = seatIndex.get(sheet.seat);
    if (row !== undefined && seat !== undefined) kernel.putSheet(marks, row, seat, sheet.marks);
  }
  return marks;
}

/** SHA-256 over the sheets in order, as `marksHashOfSheets` has it: numbers are little endian, like sheets. */
function hashOf(marks: Int32Array): string {
  return createHash('sha256')
    .update(Buffer.from(marks.buffer, marks.byteOffset, marks.byteLength))
    .digest('hex');
}
