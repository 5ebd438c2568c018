import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { Actor, Id } from '#kernel';
import { type Publication, Publications, type ResultRow, type Stamp, type StandingRow, Standings } from '#marking';
import { asked, type Connection, CurrentActor, connectionOf, PageArgs, toConnection } from '../graphql/index.js';
import { PublicationType, ResultRowType, StandingsStampType, StandingType } from './result.types.js';

const StandingConnection = connectionOf(StandingType, 'Standing');
const ResultConnection = connectionOf(ResultRowType, 'ResultRow');

@Resolver()
export class ResultResolver {
  constructor(
    private readonly standings: Standings,
    private readonly publications: Publications,
  ) {}

  @Query(() => StandingConnection, {
    name: 'standings',
    description: 'Working standings of a skill in order, for the officials of the competition.',
  })
  async standingsPage(
    @CurrentActor() actor: Actor,
    @Args('skillId', { type: () => ID, description: 'The skill.' }) skillId: Id,
    @Args() page: PageArgs,
  ): Promise<Connection<StandingRow>> {
    return toConnection(await this.standings.page(actor, skillId, asked(page)), page.after);
  }

  @Query(() => StandingsStampType, {
    nullable: true,
    description: 'From what the working standings were computed; null before the first time.',
  })
  standingsStamp(
    @CurrentActor() actor: Actor,
    @Args('skillId', { type: () => ID, description: 'The skill.' }) skillId: Id,
  ): Promise<Stamp | null> {
    return this.standings.stamp(actor, skillId);
  }

  @Query(() => PublicationType, { description: 'The newest publication of a skill. Open to everyone.' })
  publication(
    @CurrentActor() actor: Actor,
    @Args('skillId', { type: () => ID, description: 'The skill.' }) skillId: Id,
  ): Promise<Publication> {
    return this.publications.current(actor.tenantId, skillId);
  }

  @Query(() => [PublicationType], {
    name: 'publications',
    description: 'All publications of a skill, oldest first: corrected results stay readable.',
  })
  publicationHistory(
    @CurrentActor() actor: Actor,
    @Args('skillId', { type: () => ID, description: 'The skill.' }) skillId: Id,
  ): Promise<readonly Publication[]> {
    return this.publications.history(actor.tenantId, skillId);
  }

  @Query(() => ResultConnection, { description: 'Published results of a skill in order. Open to everyone.' })
  async results(
    @CurrentActor() actor: Actor,
    @Args('skillId', { type: () => ID, description: 'The skill.' }) skillId: Id,
    @Args() page: PageArgs,
  ): Promise<Connection<ResultRow>> {
    return toConnection(await this.publications.page(actor.tenantId, skillId, asked(page)), page.after);
  }

  @Query(() => ResultRowType, { description: 'The published result of one entry. Open to everyone.' })
  result(
    @CurrentActor() actor: Actor,
    @Args('skillId', { type: () => ID, description: 'The skill.' }) skillId: Id,
    @Args('entryId', { type: () => ID, description: 'The entry.' }) entryId: Id,
  ): Promise<ResultRow> {
    return this.publications.row(actor.tenantId, skillId, entryId);
  }
}
