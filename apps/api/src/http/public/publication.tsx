import type { JSX } from 'preact';
import { type Language, type MessageKey, message, pathIn } from '#language';
import type { PublishedName, ResultDocument, ResultRow } from '#marking';
import type { PublishedResult } from './documents.js';
import { Fact, Facts, Instant, nameIn, Seal } from './parts.js';
import { paths } from './paths.js';

const PLACING: Readonly<Record<ResultDocument['placing'], MessageKey>> = {
  standard: 'how.standard',
  dense: 'how.dense',
  ordinal: 'how.ordinal',
};

type Props = { readonly result: PublishedResult; readonly language: Language };

/** Which publication this is: its seal, when it was made, what it replaces and what replaced it. */
export function PublicationHead({
  result,
  language,
  title,
  about,
}: Props & { readonly title: JSX.Element | string; readonly about: JSX.Element | string }): JSX.Element {
  const { document, timeZone } = result;
  return (
    <div class="head">
      <div>
        <h1>{title}</h1>
        <p>{about}</p>
        <p>
          <PublishedAt at={document.publishedAt} language={language} timeZone={timeZone} />
        </p>
        <p>
          <Facts
            of={[
              message(language, 'results.number', { number: document.number }),
              ...(document.supersedes === null ? [] : [message(language, 'results.supersedes', { number: document.supersedes })]),
            ]}
          />
        </p>
      </div>
      <Seal stage={document.stage} language={language} />
    </div>
  );
}

/** What a reader must know before trusting the numbers: that they are provisional, or that a later publication exists. */
export function PublicationNotes({ result: { document, supersededBy }, language }: Props): JSX.Element {
  const { tenant, competition, skill, stage } = document;
  const latest = pathIn(language, paths.results(tenant, competition.slug, skill.code));
  return (
    <>
      {supersededBy !== null && (
        <p class="note">
          {message(language, 'results.superseded', { number: supersededBy })}
          {language === 'en' && ' '}
          <a href={latest}>{message(language, 'results.seeLatest')}</a>
        </p>
      )}
      {stage === 'provisional' && supersededBy === null && <p class="note">{message(language, 'results.provisionalNote')}</p>}
    </>
  );
}

/** The versions and hashes by which anyone can compute the result again. */
export function PublicationBasis({ result, language }: Props): JSX.Element {
  const { document, hash, documentPath } = result;
  return (
    <section class="basis">
      <h2>{message(language, 'how.title')}</h2>
      <dl class="facts">
        <Fact isLong={true} label={message(language, 'how.placing')}>
          {message(language, PLACING[document.placing])}
        </Fact>
        <Fact label={message(language, 'how.decimals')}>{document.decimals}</Fact>
        <Fact label={message(language, 'how.rules')}>{document.ruleVersion}</Fact>
        <Fact label={message(language, 'how.engine')}>{document.engineVersion}</Fact>
        <Fact isLong={true} label={message(language, 'how.input')}>
          <code>{document.inputHash}</code>
        </Fact>
        <Fact isLong={true} label={message(language, 'how.document')}>
          <code>{hash}</code>
        </Fact>
      </dl>
      <p>{message(language, 'how.why')}</p>
      <p>
        <a href={documentPath}>{message(language, 'how.download')}</a>
      </p>
    </section>
  );
}

/** How a tie was decided, in words; null where there is nothing to say. */
export function tieNote(row: ResultRow, document: ResultDocument, language: Language): string | null {
  const decidedBy = row.tie?.decidedBy ?? null;
  if (decidedBy === null) return null;
  if (decidedBy === 'decision') return message(language, 'results.decidedByDecision');
  const name = nameOfNode(decidedBy, row, document);
  const fact = decidedBy === 'minutesUsed' ? message(language, 'entry.fact.minutesUsed') : decidedBy;
  return message(language, 'results.decidedBy', { key: name === undefined ? fact : nameIn(name, language) });
}

/** What a criterion, module or sub-criterion is called; undefined when the publication does not say. */
export function nameOfNode(key: string, row: ResultRow, document: ResultDocument): PublishedName | undefined {
  const lines = row.breakdown.flatMap((line) => [line, ...(line.children ?? [])]);
  return document.criteria.find((criterion) => criterion.key === key)?.name ?? lines.find((line) => line.key === key)?.name;
}

const STATUSES: Readonly<Record<Exclude<ResultRow['status'], 'official'>, MessageKey>> = {
  guest: 'status.guest',
  absent: 'status.absent',
  withdrawn: 'status.withdrawn',
  disqualified: 'status.disqualified',
};

/** The word for a status that takes no place; null for an official entry. */
export function statusIn(language: Language, status: ResultRow['status']): string | null {
  return status === 'official' ? null : message(language, STATUSES[status]);
}

function PublishedAt({
  at,
  language,
  timeZone,
}: {
  readonly at: string;
  readonly language: Language;
  readonly timeZone: string | undefined;
}): JSX.Element {
  const [before = '', after = ''] = message(language, 'results.publishedAt', { date: '\n' }).split('\n');
  return (
    <>
      {before}
      <Instant at={at} language={language} timeZone={timeZone} />
      {after}
    </>
  );
}
