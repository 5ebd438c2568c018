import type { JSX } from 'preact';
import { type Language, message, pathIn } from '#language';
import type { PageFrame, SheetAspect, SheetDocument } from './documents.js';
import { Page, renderPage } from './page.js';
import { Chip, Name } from './parts.js';
import { paths } from './paths.js';
import { AspectField } from './sheet-aspect.js';
import { SHEET_STATES } from './sheet-list.js';
import { Hidden } from './sign-in.js';

/**
 * A judge's sheet as a plain form, one aspect a row.
 *
 * It sends `version`, and for each aspect `mark.<id>` (empty: nothing entered), `last.<id>` (the ledger number that was seen) and, where a
 * mark already stands, `reason.<id>`; the button pressed is `act` = `save` or `sign`. Problems are addressed by those names.
 */
export function renderSheet(frame: PageFrame, sheet: SheetDocument): string {
  const { language } = frame;
  const title = message(language, 'sheet.title', { entry: sheet.entryCode });
  const aspects = sheet.subCriteria.flatMap((subCriterion) => subCriterion.aspects);
  const state = SHEET_STATES[sheet.status];
  return renderPage(
    <Page frame={frame} title={title} isPrivate={true} crumbs={[{ href: paths.sheets(), label: message(language, 'sheets.title') }]}>
      <div class="head">
        <div>
          <h1>{title}</h1>
          <p>
            <Name of={sheet.competition} language={language} /> · <Name of={sheet.skill} language={language} />
          </p>
          <p class="n">
            {message(language, 'sheets.seat')} {sheet.seat} · {progress(aspects, language)}
          </p>
        </div>
        <Chip tone={state.tone} icon={state.icon}>
          {message(language, state.key)}
        </Chip>
      </div>
      {sheet.problems.length > 0 && <Problems sheet={sheet} language={language} />}
      {sheet.notice !== null && (
        <p class="done" role="status">
          {sheet.notice}
        </p>
      )}
      {sheet.status !== 'open' && <p class="note calm">{message(language, 'sheet.readOnly')}</p>}
      <form method="post" action={sheet.action} noValidate>
        <Hidden fields={{ ...sheet.hidden, version: String(sheet.version) }} />
        {sheet.subCriteria.map(({ id, name, aspects: group }) => (
          <section class="group" key={id} aria-labelledby={`of-${id}`}>
            <h2 id={`of-${id}`}>
              <span>{id}</span>
              <Name of={name} language={language} />
            </h2>
            {group.map((aspect) => (
              <AspectField key={aspect.id} aspect={aspect} language={language} isOpen={sheet.status === 'open'} problems={sheet.problems} />
            ))}
          </section>
        ))}
        {sheet.status === 'open' && (
          <p class="lead signing" id="sign-note">
            {message(language, 'sheet.signNote')}
          </p>
        )}
        <Acts sheet={sheet} language={language} />
      </form>
    </Page>,
  );
}

function progress(aspects: readonly SheetAspect[], language: Language): string {
  return message(language, 'sheet.progress', { marked: aspects.filter(({ last }) => last !== '0').length, aspects: aspects.length });
}

function Problems({ sheet, language }: { readonly sheet: SheetDocument; readonly language: Language }): JSX.Element {
  const { problems, isSaved = false } = sheet;
  return (
    <div class="problems" role="alert">
      <h2>{message(language, isSaved ? 'sheet.unsigned' : 'sheet.problems', { count: problems.length })}</h2>
      <ul>
        {problems.map(({ field, text }) => (
          <li key={`${field} ${text}`}>{field === null ? text : <a href={`#${field}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

function Acts({ sheet, language }: { readonly sheet: SheetDocument; readonly language: Language }): JSX.Element {
  return (
    <div class="acts">
      {sheet.status === 'open' ? (
        <>
          <button class="button" type="submit" name="act" value="save">
            {message(language, 'sheet.save')}
          </button>
          <button class="button quiet" type="submit" name="act" value="sign" aria-describedby="sign-note">
            {message(language, 'sheet.sign')}
          </button>
        </>
      ) : (
        <a href={pathIn(language, sheet.listPath)}>{message(language, 'sheet.back')}</a>
      )}
      {sheet.nextPath !== null && (
        <a class="next" href={pathIn(language, sheet.nextPath)}>
          {message(language, 'sheet.next')} →
        </a>
      )}
    </div>
  );
}
