import type { JSX } from 'preact';
import { formatDate, formatDays, type Language, message, pathIn } from '#language';
import type { CompetitionDocument, PageFrame, SkillSummary, TenantName } from './documents.js';
import { levelIn } from './home.js';
import { Page, renderPage } from './page.js';
import { Fact, Facts, Name, nameIn, StageChip } from './parts.js';
import { paths } from './paths.js';

/** A competition with its skills; those with a publication lead to their results. */
export function renderCompetition(frame: PageFrame & { readonly tenant: TenantName }, competition: CompetitionDocument): string {
  const { language, tenant } = frame;
  const { name, slug, organisation, level, startsOn, endsOn, skills } = competition;
  return renderPage(
    <Page frame={frame} title={nameIn(name, language)} crumbs={[{ href: paths.home(tenant.slug), label: message(language, 'home.title') }]}>
      <h1>
        <Name of={name} language={language} />
      </h1>
      <dl class="facts">
        <Fact label={message(language, 'competition.host')}>
          <Name of={organisation} language={language} />
        </Fact>
        <Fact label={message(language, 'competition.level')}>{levelIn(language, level)}</Fact>
        <Fact isLong={true} label={message(language, 'competition.days')}>
          {formatDays(language, startsOn, endsOn)}
        </Fact>
      </dl>
      <h2>{message(language, 'competition.skills')}</h2>
      {skills.length === 0 ? (
        <p class="empty">{message(language, 'competition.noSkills')}</p>
      ) : (
        <ul class="list">
          {skills.map((skill) => (
            <SkillItem
              key={skill.code}
              skill={skill}
              href={pathIn(language, paths.results(tenant.slug, slug, skill.code))}
              language={language}
            />
          ))}
        </ul>
      )}
    </Page>,
  );
}

function SkillItem({
  skill,
  href,
  language,
}: {
  readonly skill: SkillSummary;
  readonly href: string;
  readonly language: Language;
}): JSX.Element {
  const { name, stage, entryCount, publishedAt } = skill;
  return (
    <li>
      <h3>
        {publishedAt === null ? (
          <Name of={name} language={language} />
        ) : (
          <a href={href}>
            <Name of={name} language={language} />
          </a>
        )}
      </h3>
      <StageChip stage={stage} language={language} />
      <p>
        <Facts
          of={[
            message(language, 'home.entries', { count: entryCount }),
            publishedAt === null
              ? message(language, 'competition.noResults')
              : message(language, 'results.publishedAt', { date: formatDate(language, publishedAt, 'date') }),
          ]}
        />
      </p>
      {publishedAt !== null && (
        <span class="go" aria-hidden="true">
          {message(language, 'competition.seeResults')} →
        </span>
      )}
    </li>
  );
}
