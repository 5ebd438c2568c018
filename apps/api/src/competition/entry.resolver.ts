import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Entries, type Entry, EntryChanges, EntryLists, Registrations, type Skill } from '#competition';
import type { Organisation, Person } from '#identity';
import type { Actor, Id } from '#kernel';
import { asked, type Connection, CurrentActor, connectionOf, type LoaderSet, Loaders, PageArgs, toConnection } from '../graphql/index.js';
import { OrganisationType } from '../identity/organisation.types.js';
import { PersonType } from '../identity/person.types.js';
import {
  ChangeEntryStatusInput,
  EntryPayload,
  EntryStepInput,
  ImportEntriesInput,
  ImportEntriesPayload,
  RegisterEntryInput,
} from './entry.inputs.js';
import { EntryType } from './entry.types.js';
import { SkillType } from './skill.types.js';

const EntryConnection = connectionOf(EntryType, 'Entry');

@Resolver(() => EntryType)
export class EntryResolver {
  constructor(
    private readonly list: Entries,
    private readonly lists: EntryLists,
    private readonly registrations: Registrations,
    private readonly changes: EntryChanges,
  ) {}

  @Query(() => EntryType, { description: 'One entry, for officials, its own organisation and its own people.' })
  entry(@CurrentActor() actor: Actor, @Args('id', { type: () => ID, description: 'The entry.' }) id: Id): Promise<Entry> {
    return this.list.see(actor, id);
  }

  @Query(() => EntryConnection, {
    description:
      'Entries of a skill by bib number: all for officials, those of one’s organisations for enterprises, one’s own for participants.',
  })
  async entries(
    @CurrentActor() actor: Actor,
    @Args('skillId', { type: () => ID, description: 'The skill.' }) skillId: Id,
    @Args() page: PageArgs,
  ): Promise<Connection<Entry>> {
    return toConnection(await this.list.list(actor, skillId, asked(page)), page.after);
  }

  @Mutation(() => EntryPayload, { description: 'Registers a worker or a team: organisers anyone, enterprises their own workers.' })
  async registerEntry(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Who.' }) { status, ...input }: RegisterEntryInput,
  ): Promise<EntryPayload> {
    return { entry: await this.registrations.register(actor, { ...input, ...(status ? { status } : {}) }) };
  }

  @Mutation(() => ImportEntriesPayload, { description: 'Registers everyone of an Excel or CSV list, or nobody; organisers only.' })
  async importEntries(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The file.' }) { skillId, content }: ImportEntriesInput,
  ): Promise<ImportEntriesPayload> {
    return { count: await this.lists.importFile(actor, { skillId, bytes: Buffer.from(content, 'base64') }) };
  }

  @Mutation(() => EntryPayload, { description: 'Withdraws an entry.' })
  async withdrawEntry(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The entry.' }) input: EntryStepInput,
  ): Promise<EntryPayload> {
    return { entry: await this.changes.withdraw(actor, input) };
  }

  @Mutation(() => EntryPayload, { description: 'Makes an entry official, guest, absent, disqualified or withdrawn.' })
  async changeEntryStatus(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The entry and its status.' }) input: ChangeEntryStatusInput,
  ): Promise<EntryPayload> {
    return { entry: await this.changes.changeStatus(actor, input) };
  }

  @ResolveField(() => SkillType, { description: 'The skill.' })
  skill(@Parent() entry: EntryType, @Loaders() { skills }: LoaderSet): Promise<Skill> {
    return skills.load(entry.skillId);
  }

  @ResolveField(() => OrganisationType, { nullable: true, description: 'The organisation it stands for.' })
  organisation(@Parent() entry: EntryType, @Loaders() { organisations }: LoaderSet): Promise<Organisation> | null {
    return entry.organisationId === null ? null : organisations.load(entry.organisationId);
  }

  @ResolveField(() => [PersonType], { description: 'Its people, in their order.' })
  async members(@Parent() entry: EntryType, @Loaders() { membersOfEntry, people }: LoaderSet): Promise<readonly Person[]> {
    const members = await membersOfEntry.load(entry.id);
    return Promise.all(members.map((member) => people.load(member.personId)));
  }
}
