import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor, Id } from '#kernel';
import { type LedgerRow, type MarkingProgress, MarkingStages, type Sheet, Sheets } from '#marking';
import { CurrentActor, type LoaderSet, Loaders } from '../graphql/index.js';
import { EnterMarksInput, ReturnSheetInput, SheetPayload, SignSheetInput } from './sheet.inputs.js';
import type { SheetMarks } from './sheet.loader.js';
import { MarkingProgressType, MarkRecordType, SheetMarkType, SheetType } from './sheet.types.js';

@Resolver(() => SheetType)
export class SheetResolver {
  constructor(
    private readonly sheets: Sheets,
    private readonly stages: MarkingStages,
  ) {}

  @Query(() => SheetType, { description: 'One sheet, for its judge and the officials of the competition.' })
  sheet(@CurrentActor() actor: Actor, @Args('id', { type: () => ID, description: 'The sheet.' }) id: Id): Promise<Sheet> {
    return this.sheets.get(actor, id);
  }

  @Query(() => [SheetType], { description: 'The sheets of every seat that one holds, at most 2,000 a seat.' })
  mySheets(@CurrentActor() actor: Actor): Promise<readonly Sheet[]> {
    return this.sheets.mine(actor);
  }

  @Query(() => MarkingProgressType, { description: 'How far the marking of a skill is, for the officials of the competition.' })
  markingProgress(
    @CurrentActor() actor: Actor,
    @Args('skillId', { type: () => ID, description: 'The skill.' }) skillId: Id,
  ): Promise<MarkingProgress> {
    return this.stages.progress(actor, skillId);
  }

  @Mutation(() => SheetPayload, { description: 'Enters or corrects marks of one’s own sheet: all or none.' })
  async enterMarks(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The sheet and its marks.' }) input: EnterMarksInput,
  ): Promise<SheetPayload> {
    return { sheet: await this.sheets.enterMarks(actor, input) };
  }

  @Mutation(() => SheetPayload, { description: 'Signs one’s own complete sheet; it is read-only from then on.' })
  async signSheet(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The sheet.' }) input: SignSheetInput,
  ): Promise<SheetPayload> {
    return { sheet: await this.sheets.sign(actor, input) };
  }

  @Mutation(() => SheetPayload, { description: 'The chief judge returns a signed sheet to its judge.' })
  async returnSheet(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The sheet and the reason.' }) input: ReturnSheetInput,
  ): Promise<SheetPayload> {
    return { sheet: await this.sheets.returnToJudge(actor, input) };
  }

  @ResolveField(() => [SheetMarkType], { description: 'The aspects of the sheet in scheme order, each with the mark that stands.' })
  async aspects(@Parent() sheet: SheetType, @Loaders() { sheetMarks }: LoaderSet): Promise<SheetMarks> {
    return (await sheetMarks.load(sheet.id)) ?? [];
  }

  @ResolveField(() => [MarkRecordType], { description: 'Every mark ever entered on the sheet, oldest first.' })
  history(@Parent() sheet: SheetType, @Loaders() { sheetHistory }: LoaderSet): Promise<readonly LedgerRow[]> {
    return sheetHistory.load(sheet.id);
  }
}
