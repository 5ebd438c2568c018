import { checkMark } from '../check-mark.js';
import type { EntryInput } from '../input.js';
import type { CompetitionPackage } from '../package.js';
import { aspectsOf, seatsOf, seatsOfAspect } from '../scheme.js';
import type { FlawList } from './flaws.js';
import { checkDistinct } from './scheme.checks.js';

/** References between entries, judges, marks and decisions, and every mark against its aspect. */
export function checkPackage(pkg: CompetitionPackage, flaws: FlawList): void {
  const { startsOn, endsOn } = pkg.competition;
  if (startsOn !== undefined && endsOn !== undefined && endsOn < startsOn)
    flaws.add('competition.endsOn', 'SCORING_OUT_OF_RANGE', { min: startsOn, max: '9999-12-31' });
  checkEntries(pkg, flaws);
  checkJudges(pkg, flaws);
  checkMarks(pkg, flaws);
  checkDecisions(pkg, flaws);
}

function checkEntries(pkg: CompetitionPackage, flaws: FlawList): void {
  checkDistinct(
    pkg.entries.map(({ id }) => id),
    (at) => `entries.${at}.id`,
    flaws,
  );
  checkDistinct(
    pkg.entries.map(({ bib }) => bib),
    (at) => `entries.${at}.bib`,
    flaws,
  );
  const persons = new Set(pkg.entries.filter(({ kind }) => kind === 'person').map(({ id }) => id));
  const isByMembers = pkg.rules.teams.kind !== 'marked';
  const members = pkg.entries.flatMap((entry, at) =>
    (entry.members ?? []).map((id, index) => ({ id, path: `entries.${at}.members.${index}` })),
  );
  checkDistinct(
    members.map(({ id }) => id),
    (at) => members[at]?.path ?? '',
    flaws,
  );
  for (const { id, path } of members) if (!persons.has(id)) flaws.add(path, 'SCORING_UNKNOWN_REFERENCE', { id });
  pkg.entries.forEach((entry, at) => {
    const needsMembers = isByMembers && entry.kind === 'team';
    if (needsMembers && entry.members === undefined) flaws.add(`entries.${at}`, 'SCORING_MISSING_KEY', { key: 'members' });
    if (!needsMembers && entry.members !== undefined) flaws.add(`entries.${at}.members`, 'SCORING_MEMBERS_NOT_SCORED');
  });
}

function checkJudges(pkg: CompetitionPackage, flaws: FlawList): void {
  const seats = new Set(seatsOf(pkg.scheme));
  checkDistinct(
    pkg.judges.map(({ seat }) => seat),
    (at) => `judges.${at}.seat`,
    flaws,
  );
  pkg.judges.forEach(({ seat }, at) => {
    if (!seats.has(seat)) flaws.add(`judges.${at}.seat`, 'SCORING_UNKNOWN_REFERENCE', { id: seat });
  });
}

function checkMarks(pkg: CompetitionPackage, flaws: FlawList): void {
  const entries = new Map<string, EntryInput>(pkg.entries.map((entry) => [entry.id, entry]));
  const aspects = new Map(
    aspectsOf(pkg.scheme).map((aspect) => [aspect.id, { aspect, seats: new Set(seatsOfAspect(pkg.scheme, aspect)) }]),
  );
  checkDistinct(
    pkg.marks.map((mark) => `${mark.entry} ${mark.aspect} ${mark.seat}`),
    (at) => `marks.${at}`,
    flaws,
  );
  pkg.marks.forEach((mark, at) => {
    const known = aspects.get(mark.aspect);
    const entry = entries.get(mark.entry);
    if (entry === undefined) flaws.add(`marks.${at}.entry`, 'SCORING_UNKNOWN_REFERENCE', { id: mark.entry });
    else if (entry.members !== undefined) flaws.add(`marks.${at}.entry`, 'SCORING_TEAM_HAS_NO_MARKS');
    if (known === undefined) flaws.add(`marks.${at}.aspect`, 'SCORING_UNKNOWN_REFERENCE', { id: mark.aspect });
    else if (!known.seats.has(mark.seat)) flaws.add(`marks.${at}.seat`, 'SCORING_UNKNOWN_REFERENCE', { id: mark.seat });
    const flaw = known === undefined ? null : checkMark(known.aspect, mark.value);
    if (flaw !== null) flaws.add(`marks.${at}.value`, flaw.code, flaw.params);
  });
}

function checkDecisions(pkg: CompetitionPackage, flaws: FlawList): void {
  const entries = new Set(pkg.entries.map(({ id }) => id));
  (pkg.decisions ?? []).forEach(({ order }, at) => {
    checkDistinct(order, (index) => `decisions.${at}.order.${index}`, flaws);
    order.forEach((id, index) => {
      if (!entries.has(id)) flaws.add(`decisions.${at}.order.${index}`, 'SCORING_UNKNOWN_REFERENCE', { id });
    });
  });
}
