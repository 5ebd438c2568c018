import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { JOB_STATES, type JobState } from '#jobs';
import type { Id } from '#kernel';
import { DateTime } from '../graphql/index.js';

const JobStates = Object.fromEntries(JOB_STATES.map((state) => [state, state]));
registerEnumType(JobStates, {
  name: 'JobState',
  description: 'Where a job stands.',
  valuesMap: {
    queued: { description: 'Waits for a worker, or to be tried again: `problem` then says why.' },
    running: { description: 'A worker is at it.' },
    done: { description: 'Done.' },
    failed: { description: 'Given up after several tries and kept for the administrator.' },
  },
});

@ObjectType('Job', { description: 'Work that goes on behind the scenes, with its progress.' })
export class JobType {
  @Field(() => ID, { description: 'Id of the job.' })
  readonly id: Id;

  @Field(() => String, { description: 'What it does, such as "marking.recomputeStandings".' })
  readonly name: string;

  @Field(() => ID, { nullable: true, description: 'What it works on, if that is one thing.' })
  readonly subjectId: Id | null;

  @Field(() => ID, { nullable: true, description: 'The person who caused it; null when the system did.' })
  readonly startedBy: Id | null;

  @Field(() => JobStates, { description: 'Where it stands.' })
  readonly state: JobState;

  @Field(() => String, { description: 'The step it is at; empty before the first.' })
  readonly step: string;

  @Field(() => Int, { description: 'How much of the step is done.' })
  readonly done: number;

  @Field(() => Int, { description: 'How much there is to do; 0 while unknown.' })
  readonly total: number;

  @Field(() => String, { nullable: true, description: 'Code of what went wrong last, as in ProblemCode; null when nothing did.' })
  readonly problem: string | null;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  readonly createdAt: Date;

  @Field(() => DateTime, { description: 'When it last changed.' })
  readonly updatedAt: Date;
}
