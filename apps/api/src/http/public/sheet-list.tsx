import type { JSX } from 'preact';
import { type Language, type MessageKey, message, pathIn } from '#language';
import type { PageFrame, SheetListDocument, SheetSummary } from './documents.js';
import { Page, renderPage } from './page.js';
import { Chip, Name } from './parts.js';
import { paths } from './paths.js';

export const SHEET_STATES = {
  open: { key: 'sheets.open', tone: 'amber', icon: '✎' },
  signed: { key: 'sheets.signed', tone: 'green', icon: '✓' },
  locked: { key: 'sheets.locked', tone: 'plain', icon: '■' },
} as const satisfies Readonly<Record<SheetSummary['status'], { readonly key: MessageKey; readonly tone: string; readonly icon: string }>>;

/** A judge's own sheets, by skill and panel. */
export function renderSheetList(frame: PageFrame, { groups }: SheetListDocument): string {
  const { language } = frame;
  const title = message(language, 'sheets.title');
  return renderPage(
    <Page frame={frame} title={title} isPrivate={true}>
      <h1>{title}</h1>
      {groups.length === 0 && <p class="empty">{message(language, 'sheets.empty')}</p>}
      {groups.map(({ competition, skill, panel, sheets }) => (
        <section key={[competition, skill, panel].map((name) => name['zh-CN']).join()}>
          <h2>
            <Name of={competition} language={language} /> · <Name of={skill} language={language} /> ·{' '}
            <Name of={panel} language={language} />
          </h2>
          <ul class="list">
            {sheets.map((sheet) => (
              <SheetItem key={sheet.id} sheet={sheet} language={language} />
            ))}
          </ul>
        </section>
      ))}
    </Page>,
  );
}

function SheetItem({ sheet, language }: { readonly sheet: SheetSummary; readonly language: Language }): JSX.Element {
  const { key, tone, icon } = SHEET_STATES[sheet.status];
  return (
    <li>
      <h3>
        <a class="n" href={pathIn(language, paths.sheet(sheet.id))}>
          {sheet.entryCode}
        </a>
      </h3>
      <Chip tone={tone} icon={icon}>
        {message(language, key)}
      </Chip>
      <p class="n">
        {message(language, 'sheets.seat')} {sheet.seat} ·{' '}
        {message(language, 'sheet.progress', { marked: sheet.marked, aspects: sheet.aspects })}
      </p>
    </li>
  );
}
