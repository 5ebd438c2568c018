import type { JSX } from 'preact';
import { formatDays, type Language, type MessageKey, message, pathIn } from '#language';
import type { CompetitionSummary, DirectoryDocument, HomeDocument, PageFrame, TenantName } from './documents.js';
import { Page, renderPage } from './page.js';
import { Chip, Facts, Name } from './parts.js';
import { paths } from './paths.js';

const LEVELS: Readonly<Record<CompetitionSummary['level'], MessageKey>> = {
  national: 'level.national',
  provincial: 'level.provincial',
  city: 'level.city',
  county: 'level.county',
  enterprise: 'level.enterprise',
};

/** The word for a competition's level. */
export function levelIn(language: Language, level: CompetitionSummary['level']): string {
  return message(language, LEVELS[level]);
}

/** The front page of a tenant: its competitions. */
export function renderHome(frame: PageFrame & { readonly tenant: TenantName }, { competitions }: HomeDocument): string {
  const { language, tenant } = frame;
  const title = message(language, 'home.title');
  return renderPage(
    <Page frame={frame} title={title}>
      <h1>{title}</h1>
      <p class="lead">
        <Name of={tenant.name} language={language} />
      </p>
      {competitions.length === 0 ? (
        <p class="empty">{message(language, 'home.empty')}</p>
      ) : (
        <ul class="list dated">
          {competitions.map((competition) => (
            <CompetitionItem key={competition.slug} competition={competition} tenant={tenant.slug} language={language} />
          ))}
        </ul>
      )}
    </Page>,
  );
}

/** The front page of the installation: who shows itself. */
export function renderDirectory(frame: PageFrame, { tenants }: DirectoryDocument): string {
  const { language } = frame;
  const title = message(language, 'directory.title');
  return renderPage(
    <Page frame={frame} title={title}>
      <h1>{title}</h1>
      {tenants.length === 0 ? (
        <p class="empty">{message(language, 'directory.empty')}</p>
      ) : (
        <ul class="list">
          {tenants.map(({ slug, name, competitionCount }) => (
            <li key={slug}>
              <h2>
                <a href={pathIn(language, paths.home(slug))}>
                  <Name of={name} language={language} />
                </a>
              </h2>
              <p>{message(language, 'directory.competitions', { count: competitionCount })}</p>
            </li>
          ))}
        </ul>
      )}
    </Page>,
  );
}

function CompetitionItem({
  competition,
  tenant,
  language,
}: {
  readonly competition: CompetitionSummary;
  readonly tenant: string;
  readonly language: Language;
}): JSX.Element {
  const { slug, name, level, startsOn, endsOn, skillCount, entryCount } = competition;
  return (
    <li>
      <span class="year n" aria-hidden="true">
        {startsOn.slice(0, 4)}
      </span>
      <h2>
        <a href={pathIn(language, paths.competition(tenant, slug))}>
          <Name of={name} language={language} />
        </a>
      </h2>
      <Chip tone="plain" icon="◆">
        {levelIn(language, level)}
      </Chip>
      <p>
        <Facts
          of={[
            formatDays(language, startsOn, endsOn),
            message(language, 'home.skills', { count: skillCount }),
            message(language, 'home.entries', { count: entryCount }),
          ]}
        />
      </p>
    </li>
  );
}
