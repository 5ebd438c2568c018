import type { JSX } from 'preact';
import { formatDate, formatDays, type Language, type MessageKey, message, pathIn } from '#language';
import type { MyCompetition, MyDocument, MyEnterpriseSkill, MySkill, NextStep, SheetCounts, StepName } from './my-documents.js';
import { Facts, Name, StageChip } from './parts.js';
import { paths } from './paths.js';
import { roleIn } from './roles.js';

/** The word for each step, and the operation of the API that takes it; marking has pages of its own. */
const STEPS: Readonly<Record<StepName, { readonly key: MessageKey; readonly operation: string | null }>> = {
  openCompetition: { key: 'step.openCompetition', operation: 'openCompetition' },
  openRegistration: { key: 'step.openRegistration', operation: 'openRegistration' },
  openMarking: { key: 'step.openMarking', operation: 'openMarking' },
  signSheets: { key: 'step.signSheets', operation: null },
  lockMarks: { key: 'step.lockMarks', operation: 'lockMarks' },
  confirmMarks: { key: 'step.confirmMarks', operation: 'confirmMarks' },
  publishProvisional: { key: 'step.publishProvisional', operation: 'publishResults' },
  publishFinal: { key: 'step.publishFinal', operation: 'publishResults' },
};

const COUNTS = [
  ['open', 'me.sheetsOpen'],
  ['signed', 'me.sheetsSigned'],
  ['locked', 'me.sheetsLocked'],
] as const satisfies readonly (readonly [keyof SheetCounts, MessageKey])[];

/** Whether anything on the page is for its reader to do through the API. */
export function hasOwnStep({ competitions, enterprise }: MyDocument): boolean {
  const skills = (competitions ?? []).flatMap((competition) => competition.skills);
  return skills.some(({ next }) => next?.by === 'reader') || (enterprise ?? []).some(({ registration }) => registration.isOpen);
}

/** The competitions in the reader's care, each with its skills and what comes next in them. */
export function CompetitionParts({
  of,
  tenant,
  language,
}: {
  readonly of: readonly MyCompetition[];
  readonly tenant: string;
  readonly language: Language;
}): JSX.Element {
  return (
    <section>
      <h2>{message(language, 'me.competitions')}</h2>
      {of.length === 0 && <p class="empty">{message(language, 'me.competitionsEmpty')}</p>}
      {of.map(({ slug, name, startsOn, endsOn, skills }) => (
        <section key={slug}>
          <h3>
            <a href={pathIn(language, paths.competition(tenant, slug))}>
              <Name of={name} language={language} />
            </a>
          </h3>
          <p class="tie">{formatDays(language, startsOn, endsOn)}</p>
          {skills.length === 0 ? (
            <p class="empty">{message(language, 'me.noSkills')}</p>
          ) : (
            <ul class="list">
              {skills.map((skill) => (
                <SkillItem key={skill.code} of={skill} language={language} />
              ))}
            </ul>
          )}
        </section>
      ))}
    </section>
  );
}

function SkillItem({ of: { name, stage, sheets, resultPath, next }, language }: { readonly of: MySkill; readonly language: Language }) {
  return (
    <li>
      <h4>
        <Name of={name} language={language} />
      </h4>
      <StageChip stage={stage} language={language} />
      {sheets !== null && (
        <p>
          <Facts of={countsIn(language, sheets)} />
        </p>
      )}
      <p class="step">{next === null ? message(language, 'me.done') : <Step of={next} sheets={sheets} language={language} />}</p>
      {resultPath !== null && <ResultLink path={resultPath} language={language} />}
    </li>
  );
}

function Step({
  of: { step, by },
  sheets,
  language,
}: {
  readonly of: NextStep;
  readonly sheets: SheetCounts | null;
  readonly language: Language;
}) {
  const { key, operation } = STEPS[step];
  const who =
    by === 'reader'
      ? message(language, 'me.byYou')
      : by === 'another'
        ? message(language, 'me.byAnother')
        : message(language, 'me.byRole', { role: roleIn(language, by) });
  return (
    <>
      {message(language, 'me.next', { step: message(language, key, { count: sheets?.open ?? 0 }) })} · {who}
      {by === 'reader' && operation !== null && <Operation name={operation} />}
    </>
  );
}

function Operation({ name }: { readonly name: string }): JSX.Element {
  return (
    <>
      {' '}
      <code lang="en">{name}</code>
    </>
  );
}

/** A skill that the reader's enterprise has entered or may still enter. */
export function EnterpriseItem({ of, language }: { readonly of: MyEnterpriseSkill; readonly language: Language }): JSX.Element {
  const { competition, skill, stage, entryCount, registration, resultPath } = of;
  const { isOpen, closesAt, timeZone } = registration;
  return (
    <li>
      <h3>
        <Name of={skill} language={language} />
      </h3>
      <StageChip stage={stage} language={language} />
      <p>
        <Name of={competition} language={language} />
        <br />
        <Facts
          of={[message(language, 'me.entered', { count: entryCount }), ...(isOpen ? [openWords(language, closesAt, timeZone)] : [])]}
        />
      </p>
      {isOpen && (
        <p class="step">
          {message(language, 'me.enter')}
          <Operation name="registerEntry" />
          <Operation name="importEntries" />
        </p>
      )}
      {resultPath !== null && <ResultLink path={resultPath} language={language} />}
    </li>
  );
}

function openWords(language: Language, closesAt: string | null, timeZone: string): string {
  if (closesAt === null) return message(language, 'me.registrationOpen');
  return message(language, 'me.registrationUntil', { date: formatDate(language, closesAt, 'minute', timeZone) });
}

function ResultLink({ path, language }: { readonly path: string; readonly language: Language }): JSX.Element {
  return (
    <p class="links">
      <a href={pathIn(language, path)}>{message(language, 'competition.seeResults')}</a>
    </p>
  );
}

/** Only what there is: sheets that are locked are no longer open. */
export function countsIn(language: Language, sheets: SheetCounts): readonly string[] {
  return COUNTS.flatMap(([status, key]) => (sheets[status] > 0 ? [message(language, key, { count: sheets[status] })] : []));
}
