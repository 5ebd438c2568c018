import type { JSX } from 'preact';
import { type Language, message } from '#language';
import type { FormProblem, SheetAspect } from './documents.js';
import { Name } from './parts.js';

type Props = {
  readonly aspect: SheetAspect;
  readonly language: Language;
  readonly isOpen: boolean;
  readonly problems: readonly FormProblem[];
};

/** One aspect: what is marked, what is required, and the field for it; a mark that stands is corrected with a reason. */
export function AspectField({ aspect, language, isOpen, problems }: Props): JSX.Element {
  const mine = problems.filter(({ field }) => field === `mark.${aspect.id}` || field === `reason.${aspect.id}`);
  const stands = aspect.last !== '0';
  return (
    <fieldset class={mine.length > 0 || aspect.typed?.reason ? 'aspect asks' : 'aspect'} disabled={!isOpen}>
      <legend>
        <span class="id n">{aspect.id}</span>
        <span>
          <Name of={aspect.name} language={language} />
        </span>
      </legend>
      {aspect.requirement !== null && (
        <div class="about">
          <p>
            <Name of={aspect.requirement} language={language} />
          </p>
        </div>
      )}
      {stands && (
        <div class="about">
          <strong class="n">{message(language, 'sheet.stands', { value: aspect.value ?? message(language, 'sheet.notMarked') })}</strong>
        </div>
      )}
      {isOpen && <input type="hidden" name={`last.${aspect.id}`} value={aspect.last} />}
      {aspect.kind === 'judgement' && aspect.levels.length > 0 ? (
        <Levels aspect={aspect} language={language} isWrong={mine.length > 0} />
      ) : (
        <Measured aspect={aspect} language={language} isOpen={isOpen} isWrong={mine.some(({ field }) => field?.startsWith('mark.'))} />
      )}
      {mine.length > 0 && (
        <div class="reason" id={`wrong.${aspect.id}`}>
          {mine.map(({ text }) => (
            <p class="wrong" key={text}>
              {text}
            </p>
          ))}
        </div>
      )}
      {isOpen && stands && <Reason aspect={aspect} language={language} isWrong={mine.some(({ field }) => field?.startsWith('reason.'))} />}
    </fieldset>
  );
}

/** A mark that stands is not repeated in the field: what is typed there is a correction. */
function Measured({ aspect, language, isOpen, isWrong }: Omit<Props, 'problems'> & { readonly isWrong: boolean }): JSX.Element {
  const { id, min, max, step, worth, last, value, typed } = aspect;
  const field = `mark.${id}`;
  if (!isOpen) return <div class="entry n">{last === '0' ? message(language, 'sheet.notMarked') : ''}</div>;
  return (
    <div class="entry">
      <label for={field}>
        {message(language, last === '0' || value === null ? 'sheet.mark' : 'sheet.correctTo')}
        <span class="sr"> {id}</span>
      </label>
      <input
        id={field}
        name={field}
        inputmode="decimal"
        autocomplete="off"
        placeholder=" "
        value={typed?.value ?? ''}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? `wrong.${id} hint.${id}` : `hint.${id}`}
      />
      <span class="hint n" id={`hint.${id}`}>
        {message(language, 'sheet.range', { min, max: worth ?? max, step })}
      </span>
    </div>
  );
}

function Levels({
  aspect,
  language,
  isWrong,
}: {
  readonly aspect: SheetAspect;
  readonly language: Language;
  readonly isWrong: boolean;
}): JSX.Element {
  const field = `mark.${aspect.id}`;
  const chosen = aspect.typed?.value ?? aspect.value;
  return (
    <div
      class="levels"
      id={field}
      role="radiogroup"
      aria-label={`${message(language, 'sheet.mark')} ${aspect.id}`}
      aria-describedby={isWrong ? `wrong.${aspect.id}` : undefined}
    >
      {aspect.levels.map((level, score) => (
        <label key={level['zh-CN']}>
          <input type="radio" name={field} value={score} checked={chosen === String(score)} />
          <b class="n">{score}</b>
          <span>
            <Name of={level} language={language} />
          </span>
        </label>
      ))}
    </div>
  );
}

function Reason({
  aspect,
  language,
  isWrong,
}: {
  readonly aspect: SheetAspect;
  readonly language: Language;
  readonly isWrong: boolean;
}): JSX.Element {
  const field = `reason.${aspect.id}`;
  return (
    <div class="reason">
      <label for={field}>
        {message(language, 'sheet.reason')}
        <span class="sr"> {aspect.id}</span>
      </label>
      <input
        id={field}
        name={field}
        maxLength={500}
        autocomplete="off"
        value={aspect.typed?.reason ?? ''}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? `wrong.${aspect.id}` : undefined}
      />
    </div>
  );
}
