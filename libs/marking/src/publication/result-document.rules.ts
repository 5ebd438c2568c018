import type { Competition, EntryWithPeople, Skill } from '#competition';
import { canonicalJson, type Json, type RuleSet, type Scheme } from '#scoring';
import type { Stamp, StandingRow } from '../standing/standing.repository.js';
import type { PublishedCriterion, ResultDocument, ResultRow } from './result-document.js';

export type Published = {
  readonly tenant: string;
  readonly competition: Pick<Competition, 'slug' | 'name'>;
  readonly skill: Pick<Skill, 'code' | 'name'>;
  readonly stage: ResultDocument['stage'];
  readonly number: number;
  readonly publishedAt: string;
  readonly supersedes: number | null;
  readonly scheme: Scheme;
  readonly rules: RuleSet;
  readonly stamp: Stamp;
  readonly rows: readonly StandingRow[];
  readonly entries: readonly EntryWithPeople[];
};

/** The document of a publication: the same input gives the same bytes. */
export function resultDocument(given: Published): ResultDocument {
  const entries = new Map(given.entries.map((entry) => [entry.id, entry]));
  const ranking = given.rules.places.ranking;
  return {
    format: 'guildhall-result/1',
    tenant: given.tenant,
    competition: { slug: given.competition.slug, name: given.competition.name },
    skill: { code: given.skill.code, name: given.skill.name },
    stage: given.stage,
    number: given.number,
    publishedAt: given.publishedAt,
    supersedes: given.supersedes,
    marksVersion: given.stamp.marksVersion,
    ruleVersion: given.stamp.ruleVersion,
    engineVersion: given.stamp.engineVersion,
    inputHash: given.stamp.inputHash,
    placing: ranking === 'competition' ? 'standard' : ranking,
    decimals: given.rules.display.decimals,
    criteria: [
      ...given.rules.modules.map((module) => ({ key: module.id, name: module.name, max: '' })),
      ...given.scheme.criteria.map(publishedCriterion),
    ],
    ...(given.rules.awards.kind === 'prizes' ? { awards: given.rules.awards.prizes.map(({ id, name }) => ({ key: id, name })) } : {}),
    rows: given.rows.flatMap((row) => {
      const entry = entries.get(row.entryId);
      return entry === undefined ? [] : [publishedRow(row, entry)];
    }),
  };
}

/** The bytes that are stored, hashed and served: canonical JSON in UTF-8. */
export function documentBytes(document: ResultDocument): Buffer {
  return Buffer.from(canonicalJson(document as unknown as Json), 'utf8');
}

function publishedCriterion(criterion: Scheme['criteria'][number]): PublishedCriterion {
  return { key: criterion.id, name: criterion.name, max: criterion.worth ?? '' };
}

function publishedRow(row: StandingRow, entry: EntryWithPeople): ResultRow {
  return {
    entryId: row.entryId,
    bib: String(entry.bib),
    name: entry.name,
    organisation: entry.organisation?.name['zh-CN'] ?? '',
    kind: entry.kind,
    members: entry.kind === 'team' ? entry.members.map((member) => member.name) : [],
    status: entry.status,
    place: row.place,
    points: row.points,
    scale: row.scale === null ? null : String(row.scale),
    award: row.award,
    tie: row.tie === null ? null : { shared: row.tie.shared, decidedBy: row.tie.decidedBy },
    breakdown: row.breakdown,
  };
}
