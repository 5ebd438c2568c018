import type { ComponentChildren, JSX } from 'preact';
import { formatDays, type Language, type MessageKey, message, pathIn } from '#language';
import type { PageFrame } from './documents.js';
import { CompetitionParts, countsIn, EnterpriseItem, hasOwnStep } from './my-competitions.js';
import type { MyCertificate, MyDocument, MyEntry, MyJudging } from './my-documents.js';
import { Page, renderPage } from './page.js';
import { Chip, Facts, langOf, Name, StageChip } from './parts.js';
import { paths } from './paths.js';
import { roleIn } from './roles.js';

type Of<T> = { readonly of: T; readonly language: Language };

const PARTS = {
  judging: { title: 'me.judging', empty: 'me.judgingEmpty' },
  enterprise: { title: 'me.enterprise', empty: 'me.enterpriseEmpty' },
  entries: { title: 'me.entries', empty: 'me.entriesEmpty' },
  certificates: { title: 'me.certificates', empty: 'me.certificatesEmpty' },
} as const satisfies Readonly<Record<string, { readonly title: MessageKey; readonly empty: MessageKey }>>;

/** A signed-in person's own page: who they are here, what waits for them, what is theirs. */
export function renderMyPage(frame: PageFrame, mine: MyDocument): string {
  const { language } = frame;
  return renderPage(
    <Page frame={frame} title={message(language, 'me.title')} isPrivate={true}>
      <h1>
        {message(language, 'me.hello')}
        <span lang={langOf(mine.name, language)}>{mine.name}</span>
      </h1>
      <Roles of={mine} language={language} />
      <Part words={PARTS.judging} items={mine.judging} language={language} item={JudgingItem} keyOf={placeKey} />
      <Part words={PARTS.enterprise} items={mine.enterprise} language={language} item={EnterpriseItem} keyOf={placeKey} />
      {mine.competitions !== null && <CompetitionParts of={mine.competitions} tenant={mine.tenant.slug} language={language} />}
      <Part
        words={PARTS.entries}
        items={mine.entries}
        language={language}
        item={EntryItem}
        keyOf={({ bib, ...entry }) => `${placeKey(entry)} ${bib}`}
      />
      <Part words={PARTS.certificates} items={mine.certificates} language={language} item={CertificateItem} keyOf={({ id }) => id} />
      {hasOwnStep(mine) && <ApiNote explorerPath={mine.explorerPath} language={language} />}
      <form class="sign-out" method="post" action={pathIn(language, paths.signOut())}>
        <button class="button quiet" type="submit">
          {message(language, 'frame.signOut')}
        </button>
      </form>
    </Page>,
  );
}

function placeKey({ competition, skill }: Pick<MyEntry, 'competition' | 'skill'>): string {
  return `${competition['zh-CN']} ${skill['zh-CN']}`;
}

function Roles({ of: { tenant, roles, otherTenants }, language }: Of<MyDocument>): JSX.Element {
  return (
    <>
      <p class="lead">
        <Name of={tenant.name} language={language} />
      </p>
      {roles.length === 0 ? (
        <p>{message(language, 'me.noRoles')}</p>
      ) : (
        <ul class="roles" aria-label={message(language, 'me.roles')}>
          {roles.map(({ role, place }) => (
            <li key={`${role} ${place['zh-CN']}`}>
              <Chip tone="green" icon="◆">
                {roleIn(language, role)}
              </Chip>{' '}
              <Name of={place} language={language} />
            </li>
          ))}
        </ul>
      )}
      {otherTenants.length > 0 && (
        <p class="tie">
          {message(language, 'me.otherTenants')}{' '}
          {otherTenants.map(({ slug, name }) => (
            <a class="nb" key={slug} href={pathIn(language, paths.home(slug))}>
              <Name of={name} language={language} />
            </a>
          ))}
        </p>
      )}
    </>
  );
}

/** One part of the page: nothing at all for those whom it does not concern, a sentence where it is empty. */
function Part<T>({
  words,
  items,
  item: Item,
  keyOf,
  language,
}: {
  readonly words: { readonly title: MessageKey; readonly empty: MessageKey };
  readonly items: readonly T[] | null;
  readonly item: (props: Of<T>) => JSX.Element;
  readonly keyOf: (one: T) => string;
  readonly language: Language;
}): ComponentChildren {
  if (items === null) return null;
  return (
    <section>
      <h2>{message(language, words.title)}</h2>
      {items.length === 0 ? (
        <p class="empty">{message(language, words.empty)}</p>
      ) : (
        <ul class="list">
          {items.map((one) => (
            <Item key={keyOf(one)} of={one} language={language} />
          ))}
        </ul>
      )}
    </section>
  );
}

function JudgingItem({ of: { competition, skill, sheets }, language }: Of<MyJudging>): JSX.Element {
  const isDone = sheets.open === 0;
  return (
    <li>
      <h3>
        <a href={pathIn(language, paths.sheets())}>
          <Name of={skill} language={language} />
        </a>
      </h3>
      <Chip tone={isDone ? 'green' : 'amber'} icon={isDone ? '✓' : '✎'}>
        {isDone ? message(language, 'me.sheetsDone') : message(language, 'me.sheetsOpen', { count: sheets.open })}
      </Chip>
      <p>
        <Name of={competition} language={language} />
        <br />
        <Facts of={countsIn(language, { ...sheets, open: 0 })} />
      </p>
      <span class="go" aria-hidden="true">
        {message(language, 'me.toSheets')} →
      </span>
    </li>
  );
}

const STATUSES: Readonly<Partial<Record<MyEntry['status'], MessageKey>>> = {
  guest: 'status.guest',
  withdrawn: 'status.withdrawn',
  absent: 'status.absent',
  disqualified: 'status.disqualified',
};

function EntryItem({ of: { competition, skill, stage, bib, status, team, resultPath }, language }: Of<MyEntry>): JSX.Element {
  const word = STATUSES[status];
  return (
    <li>
      <h3>
        {resultPath === null ? (
          <Name of={skill} language={language} />
        ) : (
          <a href={pathIn(language, resultPath)}>
            <Name of={skill} language={language} />
          </a>
        )}
      </h3>
      <StageChip stage={stage} language={language} />
      <p>
        <Name of={competition} language={language} />
        <br />
        {team !== null && (
          <span class="nb" lang={langOf(team, language)}>
            {team}
          </span>
        )}
        <Facts of={[message(language, 'me.bib', { bib }), ...(word === undefined ? [] : [message(language, word)])]} />
      </p>
      {resultPath !== null && (
        <span class="go" aria-hidden="true">
          {message(language, 'me.myResult')} →
        </span>
      )}
    </li>
  );
}

const CERTIFICATES = {
  valid: { key: 'me.certificateValid', tone: 'green', icon: '✓' },
  suspended: { key: 'check.suspended', tone: 'amber', icon: '◔' },
  superseded: { key: 'check.superseded', tone: 'amber', icon: '↻' },
  revoked: { key: 'check.revoked', tone: 'red', icon: '✕' },
} as const satisfies Readonly<Record<MyCertificate['status'], { readonly key: MessageKey; readonly tone: string; readonly icon: string }>>;

function CertificateItem({ of, language }: Of<MyCertificate>): JSX.Element {
  const { title, award, event, skill, issuedOn, status, checkPath, pdfPath } = of;
  const { key, tone, icon } = CERTIFICATES[status];
  return (
    <li>
      <h3>
        <Name of={title} language={language} /> · <Name of={award} language={language} />
      </h3>
      <Chip tone={tone} icon={icon}>
        {message(language, key)}
      </Chip>
      <p>
        <Name of={event} language={language} /> · <Name of={skill} language={language} />
        <br />
        {message(language, 'me.issuedOn', { date: formatDays(language, issuedOn, issuedOn) })}
      </p>
      <p class="links">
        <a href={pathIn(language, checkPath)}>{message(language, 'me.check')}</a>
        <a href={pdfPath} download="">
          {message(language, 'me.pdf')}
        </a>
      </p>
    </li>
  );
}

function ApiNote({ explorerPath, language }: { readonly explorerPath: string | null; readonly language: Language }): JSX.Element {
  return (
    <div class="note calm">
      <p>
        {message(language, 'me.apiOnly')}{' '}
        {explorerPath === null ? message(language, 'me.apiDocs') : <a href={explorerPath}>{message(language, 'me.explorer')}</a>}
      </p>
    </div>
  );
}
