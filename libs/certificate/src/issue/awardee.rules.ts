import type { Id, LocalizedText } from '#kernel';
import type { ResultDocument, ResultRow } from '#marking';
import type { Certificate } from '../certificate/certificate.entity.js';
import type { CertificateData } from '../document/certificate-data.js';

/** Whom a publication gives what. */
export type Awardee = {
  readonly entryId: Id;
  readonly holderId: Id | null;
  readonly holder: string;
  readonly members: readonly string[];
  readonly organisation: string | null;
  readonly award: { readonly key: string; readonly name: LocalizedText };
};

/** What all certificates of one publication have in common. */
export type Occasion = Pick<CertificateData, 'event' | 'skill' | 'issuer' | 'issuedOn'>;

/**
 * Everyone who receives a certificate, best first. A team's award goes to each of its members, in their own name and the team's
 * below it; a team whose members are not known by name receives one for all.
 *
 * @param personsOf the persons of an entry in their order: names are the publication's, never looked up anew
 */
export function awardeesOf(
  document: Pick<ResultDocument, 'rows'>,
  personsOf: (entryId: Id) => readonly Id[],
  nameOf: (award: string) => LocalizedText,
): readonly Awardee[] {
  return document.rows.flatMap((row) => {
    if (row.award === null) return [];
    const award = { key: row.award, name: nameOf(row.award) };
    const persons = personsOf(row.entryId);
    return holdersOf(row, persons).map((holder) => ({ entryId: row.entryId, award, ...holder }));
  });
}

function holdersOf(row: ResultRow, persons: readonly Id[]): readonly Omit<Awardee, 'entryId' | 'award'>[] {
  const organisation = row.organisation === '' ? null : row.organisation;
  if (row.kind === 'person') return [{ holderId: persons[0] ?? null, holder: row.name, members: [], organisation }];
  if (row.members.length === 0 || row.members.length !== persons.length) {
    return [{ holderId: null, holder: row.name, members: row.members, organisation }];
  }
  const team = organisation === null ? row.name : `${row.name} · ${organisation}`;
  return row.members.map((member, index) => ({ holderId: persons[index] ?? null, holder: member, members: [], organisation: team }));
}

/** One string for one holder and award of an entry. */
export function keyOf({ entryId, holderId }: Pick<Awardee, 'entryId' | 'holderId'>, award: string): string {
  return `${entryId} ${holderId ?? ''} ${award}`;
}

/** Certificates that say what the publication no longer says. Only the day and the code may differ. */
export function outdated(certificates: readonly Certificate[], awardees: readonly Awardee[], occasion: Occasion): readonly Certificate[] {
  const stands = new Map(awardees.map((awardee) => [keyOf(awardee, awardee.award.key), wordsOf(awardee, occasion)]));
  return certificates.filter((certificate) => {
    const { holder, members, organisation, award, event, skill, issuer } = certificate.content;
    const printed = JSON.stringify([holder, members, organisation, ...[award, event, skill, issuer].map(inOrder)]);
    return stands.get(keyOf(certificate, certificate.award)) !== printed;
  });
}

function wordsOf({ holder, members, organisation, award }: Awardee, { event, skill, issuer }: Occasion): string {
  return JSON.stringify([holder, members, organisation, ...[award.name, event, skill, issuer].map(inOrder)]);
}

/** jsonb keeps no order of keys. */
function inOrder(text: LocalizedText): readonly [string, string | null] {
  return [text['zh-CN'], text.en ?? null];
}
