import { Injectable } from '@nestjs/common';
import { Competitions, Entries, Panels, Skills } from '#competition';
import type { Id, LocalizedText, PersonActor } from '#kernel';
import { Schemes, type Sheet, type SheetAspect, Sheets } from '#marking';
import type { SheetAspect as AspectOnPage, SheetDocument, SheetListDocument, SheetSummary } from '../public/views.js';

/** The rooms that a sheet's surroundings come from. */
@Injectable()
export class SheetSurroundings {
  constructor(
    readonly competitions: Competitions,
    readonly skills: Skills,
    readonly panels: Panels,
    readonly entries: Entries,
  ) {}
}

type SheetBody = Pick<SheetDocument, 'id' | 'version' | 'competition' | 'skill' | 'entryCode' | 'seat' | 'status' | 'subCriteria'>;

/** A judge's own sheets, gathered into the documents of the pages. */
@Injectable()
export class JudgingReading {
  constructor(
    private readonly sheets: Sheets,
    private readonly schemes: Schemes,
    private readonly around: SheetSurroundings,
  ) {}

  async list(judge: PersonActor): Promise<SheetListDocument> {
    const sheets = await this.sheets.mine(judge);
    const names = await this.#namesOf(judge.tenantId, sheets);
    const aspects = await this.sheets.aspectsOf(
      judge.tenantId,
      sheets.map(({ id }) => id),
    );
    const groups = Map.groupBy(sheets, ({ panelId }) => panelId);
    return {
      groups: [...groups.values()].map((group) => ({
        ...names.of(group[0]),
        sheets: group.map((sheet) => summary(sheet, aspects.get(sheet.id) ?? [], names.bibOf(sheet))).toSorted(byCode),
      })),
    };
  }

  /** Throws NOT_FOUND for a sheet that the judge may not see. */
  async sheet(judge: PersonActor, sheetId: Id): Promise<SheetBody> {
    const sheet = await this.sheets.get(judge, sheetId);
    const [names, aspects, version] = await Promise.all([
      this.#namesOf(judge.tenantId, [sheet]),
      this.sheets.aspectsOf(judge.tenantId, [sheet.id]),
      this.schemes.get(judge.tenantId, sheet.schemeId),
    ]);
    const standing = new Map((aspects.get(sheet.id) ?? []).map((aspect) => [aspect.aspect, aspect]));
    const { competition, skill } = names.of(sheet);
    return {
      id: sheet.id,
      version: sheet.version,
      competition,
      skill,
      entryCode: names.bibOf(sheet),
      seat: sheet.seat,
      status: sheet.status,
      subCriteria: version.scheme.criteria
        .flatMap(({ subCriteria }) => subCriteria)
        .map(({ id, name, aspects: own }) => ({
          id,
          name,
          aspects: own.flatMap((aspect) => {
            const found = standing.get(aspect.id);
            return found === undefined ? [] : [onPage(found, aspect.worth ?? null)];
          }),
        }))
        .filter((subCriterion) => subCriterion.aspects.length > 0),
    };
  }

  /** The judge's next sheet that is still open, in the order of the entries' numbers. */
  async nextOpen(judge: PersonActor, after: Pick<SheetBody, 'id'>): Promise<Id | null> {
    const all = (await this.list(judge)).groups.flatMap(({ sheets }) => sheets);
    const at = all.findIndex(({ id }) => id === after.id);
    const wrapped = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))];
    return wrapped.find(({ status }) => status === 'open')?.id ?? null;
  }

  async #namesOf(tenantId: Id, sheets: readonly Sheet[]) {
    const skills = new Map(
      (await this.around.skills.byIds(tenantId, distinct(sheets.map(({ skillId }) => skillId)))).map((skill) => [skill.id, skill]),
    );
    const [competitions, panels, entries] = await Promise.all([
      this.around.competitions.byIds(tenantId, distinct([...skills.values()].map(({ competitionId }) => competitionId))),
      this.around.panels.forSkills(tenantId, [...skills.keys()]),
      this.around.entries.byIds(tenantId, distinct(sheets.map(({ entryId }) => entryId))),
    ]);
    const competitionNames = new Map(competitions.map(({ id, name }) => [id, name]));
    const panelNames = new Map(panels.map(({ id, name }) => [id, name]));
    const bibs = new Map(entries.map(({ id, bib }) => [id, String(bib)]));
    const unnamed: LocalizedText = { 'zh-CN': '' };
    return {
      of: (sheet: Sheet | undefined) => {
        const skill = skills.get(sheet?.skillId ?? '');
        return {
          competition: competitionNames.get(skill?.competitionId ?? '') ?? unnamed,
          skill: skill?.name ?? unnamed,
          panel: panelNames.get(sheet?.panelId ?? '') ?? unnamed,
        };
      },
      bibOf: ({ entryId }: Sheet) => bibs.get(entryId) ?? '',
    };
  }
}

function summary({ id, seat, status }: Sheet, aspects: readonly SheetAspect[], entryCode: string): SheetSummary {
  return { id, entryCode, seat, status, marked: aspects.filter(({ last }) => last !== '0').length, aspects: aspects.length };
}

function byCode(a: SheetSummary, b: SheetSummary): number {
  return a.entryCode.localeCompare(b.entryCode, 'en', { numeric: true });
}

function onPage({ aspect, requirement, levels, ...rest }: SheetAspect, worth: string | null): AspectOnPage {
  return { ...rest, id: aspect, worth, requirement: requirement ?? null, levels: levels ?? [] };
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
