import type { ComponentChildren, JSX } from 'preact';
import { type LocalizedText, textIn } from '#kernel';
import { formatDate, type Language, type MessageKey, message } from '#language';
import type { ResultDocument } from '#marking';
import type { SkillStage } from './documents.js';

/** A name in the page's language; where it has to fall back, it says which language it is in. */
export function Name({ of, language }: { readonly of: LocalizedText; readonly language: Language }): ComponentChildren {
  const shown = textIn(of, language);
  return shown.language === language ? shown.text : <span lang={shown.language}>{shown.text}</span>;
}

/** The text alone, for titles and attributes. */
export function nameIn(of: LocalizedText, language: Language): string {
  return textIn(of, language).text;
}

/** The language of a name that people wrote, when it is not the page's: screen readers change their voice by it. */
export function langOf(text: string, language: Language): 'zh-CN' | undefined {
  return language === 'en' && /\p{Script=Han}/u.test(text) ? 'zh-CN' : undefined;
}

type Tone = 'gold' | 'silver' | 'bronze' | 'green' | 'red' | 'amber' | 'plain';

/** A status: icon, word and colour together, never on two lines. */
export function Chip({
  tone,
  icon,
  children,
}: {
  readonly tone: Tone;
  readonly icon: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <span class={`chip ${tone}`}>
      <i aria-hidden="true">{icon}</i>
      {children}
    </span>
  );
}

const AWARDS: Readonly<Record<string, { readonly key: MessageKey; readonly tone: Tone }>> = {
  gold: { key: 'award.gold', tone: 'gold' },
  silver: { key: 'award.silver', tone: 'silver' },
  bronze: { key: 'award.bronze', tone: 'bronze' },
  medallion: { key: 'award.medallion', tone: 'green' },
  first: { key: 'award.first', tone: 'gold' },
  second: { key: 'award.second', tone: 'silver' },
  third: { key: 'award.third', tone: 'bronze' },
  merit: { key: 'award.merit', tone: 'green' },
};
const PRIZE_TONES: readonly Tone[] = ['gold', 'silver', 'bronze', 'green'];

/** An award by its key: one that the publication names itself, one of the usual ones, else the key as it is. */
export function AwardChip({
  award,
  document,
  language,
}: {
  readonly award: string;
  readonly document: ResultDocument;
  readonly language: Language;
}): JSX.Element {
  const at = document.awards?.findIndex(({ key }) => key === award) ?? -1;
  const own = document.awards?.[at];
  const usual = AWARDS[award] ?? AWARDS[award.replace(/[-_ ]?prize$/i, '').toLowerCase()];
  const tone = usual?.tone ?? PRIZE_TONES[at] ?? 'plain';
  return (
    <Chip tone={tone} icon="●">
      {own !== undefined ? <Name of={own.name} language={language} /> : usual !== undefined ? message(language, usual.key) : award}
    </Chip>
  );
}

const STAGES: Readonly<Record<SkillStage, { readonly key: MessageKey; readonly tone: Tone; readonly icon: string }>> = {
  draft: { key: 'stage.draft', tone: 'plain', icon: '◇' },
  registration: { key: 'stage.registration', tone: 'amber', icon: '✎' },
  marking: { key: 'stage.marking', tone: 'amber', icon: '▶' },
  locked: { key: 'stage.locked', tone: 'plain', icon: '■' },
  checked: { key: 'stage.checked', tone: 'plain', icon: '✓' },
  provisional: { key: 'stage.provisional', tone: 'red', icon: '◔' },
  final: { key: 'stage.final', tone: 'green', icon: '✓' },
};

export function StageChip({ stage, language }: { readonly stage: SkillStage; readonly language: Language }): JSX.Element {
  const { key, tone, icon } = STAGES[stage];
  return (
    <Chip tone={tone} icon={icon}>
      {message(language, key)}
    </Chip>
  );
}

/** The seal of a publication: solid for final, broken for provisional. */
export function Seal({ stage, language }: { readonly stage: ResultDocument['stage']; readonly language: Language }): JSX.Element {
  return <p class={`seal ${stage}`}>{message(language, stage === 'final' ? 'results.final' : 'results.provisional')}</p>;
}

/** An instant in the event's zone, with the exact instant for machines. */
export function Instant({
  at,
  language,
  timeZone,
}: {
  readonly at: string;
  readonly language: Language;
  readonly timeZone?: string | undefined;
}): JSX.Element {
  return <time datetime={at}>{formatDate(language, at, 'minute', timeZone)}</time>;
}

/** Short facts on one line, each kept whole when the line must break. */
export function Facts({ of }: { readonly of: readonly string[] }): JSX.Element {
  return (
    <>
      {of.map((fact) => (
        <span class="nb" key={fact}>
          {`${fact} `}
        </span>
      ))}
    </>
  );
}

/** One fact of a list; a long one takes a line of its own. */
export function Fact({
  label,
  isLong = false,
  children,
}: {
  readonly label: string;
  readonly isLong?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={isLong ? 'long' : undefined}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
