import type { JSX } from 'preact';
import { formatPoints, type Language, message } from '#language';
import type { BreakdownLine, ResultDocument } from '#marking';
import type { PageFrame, PublishedEntry, TenantName } from './documents.js';
import { Page, renderPage } from './page.js';
import { AwardChip, langOf, Name } from './parts.js';
import { paths } from './paths.js';
import { PublicationBasis, PublicationHead, PublicationNotes, statusIn, tieNote } from './publication.js';

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
        <Breakdown lines={row.breakdown} document={document} language={language} />
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

function Breakdown({
  lines,
  document,
  language,
}: {
  readonly lines: readonly BreakdownLine[];
  readonly document: ResultDocument;
  readonly language: Language;
}): JSX.Element {
  return (
    <table class="points">
      <thead>
        <tr>
          <th scope="col">{message(language, 'entry.item')}</th>
          <th scope="col" class="w">
            {message(language, 'entry.share')}
          </th>
          <th scope="col" class="num">
            {message(language, 'entry.pointsOf')}
          </th>
        </tr>
      </thead>
      {lines.map((line) => (
        <tbody key={line.key}>
          <Line line={line} document={document} language={language} isTop={true} />
          {line.children?.map((child) => (
            <Line key={child.key} line={child} document={document} language={language} isTop={false} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Line({
  line,
  document,
  language,
  isTop,
}: {
  readonly line: BreakdownLine;
  readonly document: ResultDocument;
  readonly language: Language;
  readonly isTop: boolean;
}): JSX.Element {
  const name = line.name ?? document.criteria.find(({ key }) => key === line.key)?.name;
  const { points, max } = line;
  return (
    <tr class={isTop ? 'top' : 'sub'}>
      <th scope="row">
        <small class="n">{line.key}</small> {name !== undefined && <Name of={name} language={language} />}
      </th>
      <td class="w">{points !== null && max !== null && <Bar points={points} max={max} />}</td>
      <td class="n num">
        {points === null ? '—' : formatPoints(language, points, document.decimals)}
        {max !== null && <small> / {formatPoints(language, max, 0)}</small>}
      </td>
    </tr>
  );
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
