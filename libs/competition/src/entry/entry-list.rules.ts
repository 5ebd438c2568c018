import { DomainError, type ProblemDetail } from '#kernel';
import { checkNameGlyphs } from '#typeface';
import { type ColumnSpec, decimalIn, foldWidth, type GridToWrite, readTable, type TableRow, type Workbook } from '#workbook';
import './entry-list.problems.js';

/** One entry as a registration list has it. `bib` is null where the list leaves it open. */
export type ListedEntry = {
  readonly bib: number | null;
  readonly name: string;
  /** The organisation's name or code as written; which organisation it is, the service decides. */
  readonly organisation: string;
  readonly kind: 'person' | 'team';
  readonly status: 'official' | 'guest';
  readonly members: readonly string[];
};

/** The verdict on one row; `row` is its number in the spreadsheet, `place` names it with its sheet (`Entries!4`), `warnings` are things a person should look at once. */
export type ListedRow = { readonly row: number; readonly place: string; readonly warnings: readonly ProblemDetail[] } & (
  | { readonly kind: 'accepted'; readonly entry: ListedEntry }
  | { readonly kind: 'refused'; readonly problems: readonly ProblemDetail[] }
);

type Column = 'bib' | 'name' | 'organisation' | 'kind' | 'status' | 'members';

const COLUMNS: Readonly<Record<Column, ColumnSpec>> = {
  bib: { titles: ['参赛号', '编号', '号码', 'Bib', 'Number', 'No'], required: false },
  name: { titles: ['姓名', '姓名/队名', '参赛者', '选手', '队名', 'Name', 'Competitor'], required: true },
  organisation: { titles: ['单位', '工作单位', '所在单位', '参赛单位', 'Organisation', 'Organization', 'Employer'], required: true },
  kind: { titles: ['参赛形式', '类型', '形式', 'Kind', 'Type'], required: false },
  status: { titles: ['身份', '参赛身份', 'Status'], required: false },
  members: { titles: ['队员', '成员', '团队成员', 'Members'], required: false },
};

const KINDS: Readonly<Record<string, ListedEntry['kind']>> = {
  个人: 'person',
  个人赛: 'person',
  person: 'person',
  individual: 'person',
  团队: 'team',
  团体: 'team',
  团队赛: 'team',
  team: 'team',
};
const STATUSES: Readonly<Record<string, ListedEntry['status']>> = {
  '': 'official',
  正式: 'official',
  official: 'official',
  打星: 'guest',
  表演: 'guest',
  guest: 'guest',
};

const MOST_ROWS = 5_000;
const MOST_MEMBERS = 50;

/**
 * Reads a registration list from Excel or CSV: one verdict a row, in the order of the file.
 * Columns are found by their Chinese or English titles; only name and organisation must be there.
 * Throws WORKBOOK_INVALID when the header does not fit, ENTRY_LIST_TOO_LONG past 5,000 rows; what is wrong in a row is its verdict.
 */
export function readEntryList(workbook: Workbook): readonly ListedRow[] {
  const grid = workbook.grids.find(({ rows }) => rows.some((row) => row.some((cell) => cell !== null)));
  const rows = grid === undefined ? [] : readTable(grid, COLUMNS);
  if (rows.length > MOST_ROWS) throw new DomainError('ENTRY_LIST_TOO_LONG', { limit: MOST_ROWS });
  const seen: Seen = { bibs: new Map(), entries: new Map() };
  return rows.map((row) => verdictOn(row, seen));
}

/** The empty list that organisers download: titles in a language, an example row, drop-downs. */
export function entryListTemplate(language: 'zh-CN' | 'en'): GridToWrite {
  const isChinese = language === 'zh-CN';
  return {
    name: isChinese ? '参赛名单' : 'Entries',
    rows: isChinese
      ? [['参赛号', '姓名', '单位', '参赛形式', '身份', '队员']]
      : [['Bib', 'Name', 'Organisation', 'Kind', 'Status', 'Members']],
    widths: [10, 20, 32, 12, 12, 40],
    choices: isChinese ? { 3: ['个人', '团队'], 4: ['正式', '打星'] } : { 3: ['person', 'team'], 4: ['official', 'guest'] },
  };
}

/** Bibs and entries of the rows above, with the row that has them. */
type Seen = { readonly bibs: Map<number, number>; readonly entries: Map<string, number> };

function verdictOn(row: TableRow<Column>, seen: Seen): ListedRow {
  const problems: ProblemDetail[] = [];
  const warnings: ProblemDetail[] = [];
  const refuse = (column: Column, code: string, params: ProblemDetail['params'] = {}) =>
    problems.push({ path: row.address(column), code, params });
  const checked = (column: Column, text: string): string => {
    const check = checkNameGlyphs(text, row.address(column));
    problems.push(...check.refusals);
    warnings.push(...check.warnings);
    return check.name;
  };

  if (row.text('name') === '') refuse('name', 'ENTRY_NAME_MISSING');
  if (row.text('organisation') === '') refuse('organisation', 'ENTRY_ORGANISATION_MISSING');
  const name = row.text('name') === '' ? '' : checked('name', row.text('name'));
  const organisation = row.text('organisation') === '' ? '' : checked('organisation', row.text('organisation'));
  const members = membersIn(row.text('members')).map((member) => checked('members', member));
  const kind = kindOf(row.text('kind'), members);
  const status = STATUSES[wordOf(row.text('status'))];
  const bib = bibOf(row.text('bib'));

  if (kind === undefined) refuse('kind', 'ENTRY_KIND_UNKNOWN', { found: short(row.text('kind')) });
  if (status === undefined) refuse('status', 'ENTRY_STATUS_UNKNOWN', { found: short(row.text('status')) });
  if (bib === undefined) refuse('bib', 'ENTRY_BIB_INVALID', { found: short(row.text('bib')) });
  if (kind === 'team' && (members.length < 1 || members.length > MOST_MEMBERS)) refuse('members', 'ENTRY_NEEDS_MEMBERS');
  if (kind === 'person' && members.length > 0) refuse('members', 'ENTRY_MEMBERS_UNEXPECTED');
  const twice = members.find((member, at) => members.indexOf(member) < at);
  if (twice !== undefined) refuse('members', 'ENTRY_MEMBER_TWICE', { name: twice });
  if (bib !== null && bib !== undefined)
    noteFirst(seen.bibs, bib, row.number, (first) => refuse('bib', 'ENTRY_BIB_TWICE', { bib, row: first }));
  if (name !== '')
    noteFirst(seen.entries, `${name}\n${organisation}`, row.number, (first) => refuse('name', 'ENTRY_TWICE', { name, row: first }));

  if (problems.length > 0 || kind === undefined || status === undefined || bib === undefined) {
    return { row: row.number, place: row.place, warnings, kind: 'refused', problems };
  }
  return { row: row.number, place: row.place, warnings, kind: 'accepted', entry: { bib, name, organisation, kind, status, members } };
}

function noteFirst<K>(seen: Map<K, number>, key: K, row: number, complain: (first: number) => void): void {
  const first = seen.get(key);
  if (first === undefined) seen.set(key, row);
  else complain(first);
}

/** Names in one cell, however people separate them. */
function membersIn(text: string): readonly string[] {
  return text
    .split(/[、，,;；/\n]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A kind left empty is a team when there are members. */
function kindOf(text: string, members: readonly string[]): ListedEntry['kind'] | undefined {
  return text === '' ? (members.length > 0 ? 'team' : 'person') : KINDS[wordOf(text)];
}

/** Null when empty, undefined when it is none. */
function bibOf(text: string): number | null | undefined {
  const bib = decimalIn(text);
  if (text === '') return null;
  return bib !== null && /^[1-9]\d{0,4}$/.test(bib) ? Number(bib) : undefined;
}

function wordOf(text: string): string {
  return foldWidth(text).replace(/\s/g, '').toLowerCase();
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
