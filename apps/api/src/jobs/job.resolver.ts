import { Args, ID, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { type JobRun, JobRuns } from '#jobs';
import type { Actor, Id } from '#kernel';
import { asked, type Connection, CurrentActor, connectionOf, eachAs, PageArgs, toConnection } from '../graphql/index.js';
import { JobType } from './job.types.js';

const JobConnection = connectionOf(JobType, 'Job');

@Resolver(() => JobType)
export class JobResolver {
  constructor(private readonly runs: JobRuns) {}

  @Query(() => JobType, { description: 'One job. Organisers see all jobs, everyone else those they started.' })
  job(@CurrentActor() actor: Actor, @Args('id', { type: () => ID, description: 'The job.' }) id: Id): Promise<JobRun> {
    return this.runs.getFor(actor, id);
  }

  @Query(() => JobConnection, { description: 'Jobs, the newest first. Organisers see all, everyone else those they started.' })
  async jobs(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Connection<JobRun>> {
    return toConnection(await this.runs.recentFor(actor, asked(page)), page.after);
  }

  @Subscription(() => JobType, { description: 'A job as it is now and after each change, until it is done or has failed.' })
  jobProgress(@CurrentActor() actor: Actor, @Args('id', { type: () => ID, description: 'The job.' }) id: Id) {
    return eachAs('jobProgress', this.runs.watchFor(actor, id));
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'What came out, ids and counts, as JSON; null before the end or when there is nothing to say.',
  })
  result(@Parent() { result }: JobRun): string | null {
    return result === null ? null : JSON.stringify(result);
  }
}
