import type { JSX } from 'preact';
import { formatPoints, type Language, message } from '#language';
import type { BreakdownLine, ResultDocument, ResultRow } from '#marking';
import type { PageFrame, PublishedEntry, TenantName } from './documents.js';
import { Page, renderPage } from './page.js';
import { AwardChip, langOf, Name } from './parts.js';
import { paths } from './paths.js';
import { nameOfNode, PublicationBasis, PublicationHead, PublicationNotes, statusIn, tieNote } from './publication.js';

/** One entry of a publication: place, award, and its points by criterion and sub-criterion. */
export function renderEntry(frame: PageFrame & { readonly tenant: TenantName }, entry: PublishedEntry): string {
  const { language, tenant } = frame;
  const { document, row } = entry;
  const note = tieNote(row, document, language);
  return renderPage(
    <Page
      frame={frame}
      title={row.name}
      crumbs={[
        {
          href: paths.competition(tenant.slug, document.competition.slug),
          label: <Name of={document.competition.name} language={language} />,
        },
        {
          href: paths.results(tenant.slug, document.competition.slug, document.skill.code),
          label: <Name of={document.skill.name} language={language} />,
        },
      ]}
    >
      <PublicationHead
        result={entry}
        language={language}
        title={<span lang={langOf(row.name, language)}>{row.name}</span>}
        about={
          <>
            <span class="n">{row.bib}</span> · <span lang={langOf(row.organisation, language)}>{row.organisation}</span>
          </>
        }
      />
      <PublicationNotes result={entry} language={language} />
      <Score entry={entry} language={language} />
      {note !== null && <p>{note}</p>}
      {row.members.length > 0 && (
        <>
          <h2>{message(language, 'entry.members')}</h2>
          <p lang={langOf(row.members.join(), language)}>{row.members.join(language === 'en' ? ', ' : '、')}</p>
        </>
      )}
      <h2>{message(language, 'entry.breakdown')}</h2>
      {row.breakdown.length === 0 ? (
        <p class="empty">{message(language, 'entry.noBreakdown')}</p>
      ) : (
        <Breakdown row={row} document={document} language={language} />
      )}
      <PublicationBasis result={entry} language={language} />
    </Page>,
  );
}

function Score({ entry: { document, row }, language }: { readonly entry: PublishedEntry; readonly language: Language }): JSX.Element {
  const placed = document.rows.filter(({ place }) => place !== null).length;
  const status = statusIn(language, row.status);
  return (
    <div class="score">
      <p class="first">
        {row.place === null ? (
          <b>
            {status ?? '—'}
            <span class="tie">{message(language, 'entry.noPlace')}</span>
          </b>
        ) : (
          <b class="n">
            {message(language, row.tie?.shared ? 'entry.sharedPlace' : 'entry.place', { place: row.place })}
            <span class="tie">{message(language, 'entry.of', { count: placed })}</span>
          </b>
        )}
        {row.award !== null && <AwardChip award={row.award} document={document} language={language} />}
      </p>
      {row.points !== null && (
        <p>
          <span>{message(language, 'entry.total')}</span>
          <b class="n">{formatPoints(language, row.points, document.decimals)}</b>
        </p>
      )}
      {row.scale !== null && (
        <p>
          <span>{message(language, 'results.scale')}</span>
          <b class="n">{row.scale}</b>
        </p>
      )}
    </div>
  );
}

type BreakdownProps = { readonly row: ResultRow; readonly document: ResultDocument; readonly language: Language };

function Breakdown({ row, document, language }: BreakdownProps): JSX.Element {
  const hasMax = row.breakdown.some((line) => maxOf(line, document) !== null);
  return (
    <table class="points">
      <thead>
        <tr>
          <th scope="col">{message(language, 'entry.item')}</th>
          {hasMax && (
            <th scope="col" class="w">
              {message(language, 'entry.share')}
            </th>
          )}
          <th scope="col" class="num">
            {message(language, hasMax ? 'entry.pointsOf' : 'entry.points')}
          </th>
        </tr>
      </thead>
      {row.breakdown.map((line) => (
        <tbody key={line.key}>
          {[line, ...(line.children ?? [])].map((each) => (
            <Line key={each.key} line={each} isTop={each === line} hasMax={hasMax} row={row} document={document} language={language} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

type LineProps = BreakdownProps & { readonly line: BreakdownLine; readonly isTop: boolean; readonly hasMax: boolean };

function Line({ line, isTop, hasMax, row, document, language }: LineProps): JSX.Element {
  const name = nameOfNode(line.key, row, document);
  const max = maxOf(line, document);
  return (
    <tr class={isTop ? 'top' : 'sub'}>
      <th scope="row">
        <small class="n">{line.key}</small> {name !== undefined && <Name of={name} language={language} />}
      </th>
      {hasMax && <td class="w">{line.points !== null && max !== null && <Bar points={line.points} max={max} />}</td>}
      <td class="n num">
        {line.points === null ? '—' : formatPoints(language, line.points, document.decimals)}
        {max !== null && <small> / {formatPoints(language, max, 0)}</small>}
      </td>
    </tr>
  );
}

/** The most points a line can bring: its own word, else its criterion's; null where points are open-ended. */
function maxOf(line: BreakdownLine, document: ResultDocument): string | null {
  return line.max ?? (document.criteria.find(({ key }) => key === line.key)?.max || null);
}

/** The share of the points, drawn on a ruler; the numbers beside it say the same. */
function Bar({ points, max }: { readonly points: string; readonly max: string }): JSX.Element {
  const share = Math.min(100, Math.max(0, (Number(points) / Number(max)) * 100)) || 0;
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect width={share.toFixed(1)} height="6" />
    </svg>
  );
}
