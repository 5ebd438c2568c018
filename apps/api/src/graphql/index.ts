/**
 * The frame of the GraphQL door. A room's door is four small files; this is the whole of what they need from here.
 *
 * ```ts
 * // apps/api/src/marking/sheet.types.ts: what the world may see of a row. Rows may carry more; return them as they are.
 * @ObjectType('Sheet', { description: 'One judge’s marks for one entry.' })
 * export class SheetType {
 *   @Field(() => ID, { description: 'Id of the sheet.' })
 *   readonly id: Id;
 *   @Field(() => LocalizedTextType, { description: 'Name of the skill.' })
 *   readonly skillName: LocalizedText;                // the kernel's type: the map { 'zh-CN': …, en: … } as it is stored
 *   @Field(() => Decimal, { nullable: true, description: 'Points, null before any mark.' })
 *   readonly points: string | null;
 *   @Field(() => DateTime, { description: 'When it was last changed.' })
 *   readonly changedAt: Date;
 *   readonly entryId: Id;                             // no @Field: carried for the loader, not shown
 * }
 *
 * // sheet.inputs.ts: one input and one payload per mutation; checked by class-validator before the resolver runs.
 * @InputType({ description: 'Marks to enter on a sheet.' })
 * export class EnterMarksInput {
 *   @IsUUID()
 *   @Field(() => ID, { description: 'The sheet.' })
 *   readonly sheetId: Id;
 *   @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => MarkInput)
 *   @Field(() => [MarkInput], { description: 'The marks, 500 at most.' })
 *   readonly marks: readonly MarkInput[];             // problems point at `marks.3.value`
 * }
 * @ObjectType({ description: 'Answer to enterMarks.' })
 * export class EnterMarksPayload extends Payload {    // adds `problem`; every other field must be nullable
 *   @Field(() => SheetType, { nullable: true, description: 'The sheet as it now is.' })
 *   readonly sheet?: SheetType;
 * }
 *
 * // entry.loader.ts: merged into Loaders, registered by being a provider of the door's module.
 * declare module '../graphql/loaders.js' {
 *   interface Loaders { readonly entries: DataLoader<Id, EntryRow> }
 * }
 * @Injectable()
 * export class EntryLoader {
 *   constructor(entries: Entries, loaders: LoaderRegistry) {
 *     loaders.add('entries', rowById((tenantId, ids) => entries.byIds(tenantId, ids)));
 *   }                                                 // also: rowsOf(fetch, keyOf) for lists, valueFor(fetch) for one or null
 * }
 *
 * // sheet.resolver.ts: one line each. DomainErrors of a mutation become `problem`, of a query a GraphQL error with the code.
 * const SheetConnection = connectionOf(SheetType, 'Sheet');
 *
 * @Resolver(() => SheetType)
 * export class SheetResolver {
 *   constructor(private readonly sheets: Sheets) {}
 *
 *   @Query(() => SheetConnection, { description: 'The sheets of a skill, by bib number.' })
 *   async sheets(@CurrentActor() actor: Actor, @Args('skillId', { type: () => ID, description: 'The skill.' }) skillId: Id, @Args() page: PageArgs) {
 *     return toConnection(await this.sheets.listPage(actor, skillId, asked(page)), page.after);
 *   }
 *
 *   @Mutation(() => EnterMarksPayload, { description: 'Enters or corrects marks.' })
 *   async enterMarks(@CurrentActor() actor: Actor, @Args('input', { description: 'What to enter.' }) input: EnterMarksInput): Promise<EnterMarksPayload> {
 *     return { sheet: await this.sheets.enterMarks(actor, input) };
 *   }
 *
 *   @ResolveField(() => EntryType, { description: 'Whose sheet it is.' })
 *   entry(@Parent() sheet: SheetType, @Loaders() { entries }: LoaderSet): Promise<EntryRow> {
 *     return entries.load(sheet.entryId);
 *   }
 *
 *   // Subscriptions return an AsyncIterable of { [fieldName]: value }.
 *   @Subscription(() => JobRunType, { description: 'A job as it goes on.' })
 *   jobProgress(@CurrentActor() actor: Actor, @Args('id', { type: () => ID, description: 'The job.' }) id: Id) {
 *     return eachAs('jobProgress', this.runs.watch(actor.tenantId, id));
 *   }
 * }
 *
 * // marking.door.ts: `@Module({ imports: [MarkingModule, GraphqlFrame], providers: [SheetResolver, EntryLoader] }) export class MarkingDoor {}`,
 * // then one line in apps/api/src/api.module.ts, then `npm run schema`.
 * ```
 *
 * `Actor` and `LoaderSet` are types: import them with `import type`, or decorator metadata breaks the boot.
 */

export { asked, type Connection, connectionOf, PageArgs, PageInfoType, toConnection } from './connection.js';
export { CurrentActor, CurrentLanguage, type GraphContext, Loaders, MaybeActor } from './context.js';
export { eachAs } from './each-as.js';
export { GraphqlFrame } from './frame.module.js';
export { LoaderRegistry, type LoaderSet, rowById, rowsOf, valueFor } from './loaders.js';
export { LocalizedTextInput, LocalizedTextType, localizedTextOf } from './localized-text.js';
export { Payload, ProblemType } from './problem.js';
export { CalendarDate, DateTime, Decimal } from './scalars.js';
