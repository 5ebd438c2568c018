import type { JSX } from 'preact';
import { formatPoints, type Language, message, pathIn } from '#language';
import type { ResultDocument, ResultRow } from '#marking';
import type { PageFrame, PublishedResult, TenantName } from './documents.js';
import { Page, renderPage } from './page.js';
import { AwardChip, langOf, Name, nameIn } from './parts.js';
import { paths } from './paths.js';
import { PublicationBasis, PublicationHead, PublicationNotes, statusIn, tieNote } from './publication.js';

/** The results of one skill as one publication has them. */
export function renderResults(frame: PageFrame & { readonly tenant: TenantName }, result: PublishedResult): string {
  const { language, tenant } = frame;
  const { document } = result;
  const skill = nameIn(document.skill.name, language);
  return renderPage(
    <Page
      frame={frame}
      title={message(language, 'results.title', { skill })}
      crumbs={[
        { href: paths.home(tenant.slug), label: message(language, 'home.title') },
        {
          href: paths.competition(tenant.slug, document.competition.slug),
          label: <Name of={document.competition.name} language={language} />,
        },
      ]}
    >
      <PublicationHead
        result={result}
        language={language}
        title={<Name of={document.skill.name} language={language} />}
        about={message(language, 'results.count', {
          placed: document.rows.filter(({ place }) => place !== null).length,
          count: document.rows.length,
        })}
      />
      <PublicationNotes result={result} language={language} />
      {document.rows.length === 0 ? (
        <p class="empty">{message(language, 'results.empty')}</p>
      ) : (
        <ResultTable document={document} language={language} />
      )}
      <PublicationBasis result={result} language={language} />
      <SignatureBoxes language={language} />
    </Page>,
  );
}

/** On a phone the rows are laid out as cards, and a changed display takes the meaning from table elements: so they say it themselves. */
const ROLE = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  cell: { role: 'cell' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
} as const;

function ResultTable({ document, language }: { readonly document: ResultDocument; readonly language: Language }): JSX.Element {
  const hasScale = document.rows.some(({ scale }) => scale !== null);
  const hasAward = document.rows.some(({ award }) => award !== null);
  const head = (key: Parameters<typeof message>[1], kind = '') => (
    <th {...ROLE.columnheader} scope="col" class={kind || undefined}>
      {message(language, key)}
    </th>
  );
  return (
    <table class="results" {...ROLE.table}>
      <caption class="sr">{message(language, 'results.caption')}</caption>
      <thead {...ROLE.rowgroup}>
        <tr {...ROLE.row}>
          {head('results.place')}
          {head('results.bib')}
          {head('results.name')}
          {head('results.organisation')}
          {hasAward && head('results.award')}
          {hasScale && head('results.scale', 'num')}
          {head('results.points', 'num')}
        </tr>
      </thead>
      <tbody {...ROLE.rowgroup}>
        {document.rows.map((row) => (
          <Row key={row.entryId} row={row} document={document} language={language} hasScale={hasScale} hasAward={hasAward} />
        ))}
      </tbody>
    </table>
  );
}

/** Boxes for signatures and the seal: on paper only. */
function SignatureBoxes({ language }: { readonly language: Language }): JSX.Element {
  return (
    <ul class="signatures">
      <li>{message(language, 'results.signChief')}</li>
      <li>{message(language, 'results.signSupervisor')}</li>
      <li>{message(language, 'results.signHost')}</li>
    </ul>
  );
}

type RowProps = {
  readonly row: ResultRow;
  readonly document: ResultDocument;
  readonly language: Language;
  readonly hasScale: boolean;
  readonly hasAward: boolean;
};

function Row({ row, document, language, hasScale, hasAward }: RowProps): JSX.Element {
  const { tenant, competition, skill, decimals } = document;
  const note = tieNote(row, document, language);
  const status = statusIn(language, row.status);
  return (
    <tr {...ROLE.row} class={row.place === null ? 'out' : undefined}>
      <td {...ROLE.cell} class="pl n">
        {row.place ?? '—'}
        {row.tie?.shared && <small>{message(language, 'results.shared')}</small>}
      </td>
      <td {...ROLE.cell} class="bb n">
        {row.bib}
      </td>
      <th {...ROLE.rowheader} scope="row" class="nm">
        <a href={pathIn(language, paths.entry(tenant, competition.slug, skill.code, row.bib))} lang={langOf(row.name, language)}>
          {row.name}
        </a>
        {note !== null && <span class="tie">{note}</span>}
      </th>
      <td {...ROLE.cell} class="og" lang={langOf(row.organisation, language)}>
        {row.organisation}
      </td>
      {hasAward && (
        <td {...ROLE.cell} class="aw">
          {row.award !== null && <AwardChip award={row.award} document={document} language={language} />}
        </td>
      )}
      {hasScale && (
        <td {...ROLE.cell} class="sc n num">
          {row.scale !== null && (
            <>
              <span class="k">{message(language, 'results.scale')} </span>
              {row.scale}
            </>
          )}
        </td>
      )}
      <td {...ROLE.cell} class="pt n num">
        {status ?? (row.points === null ? '—' : formatPoints(language, row.points, decimals))}
        {status !== null && row.points !== null && <small class="tie">{formatPoints(language, row.points, decimals)}</small>}
      </td>
    </tr>
  );
}
