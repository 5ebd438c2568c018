import formbody from '@fastify/formbody';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '#config';
import { People } from '#identity';
import { DomainError, type PersonActor } from '#kernel';
import { type Language, languageOfPath, message, pathIn } from '#language';
import { type MarkInput, Sheets } from '#marking';
import { Settings } from '../../settings.js';
import { Callers } from '../callers.js';
import { isFromUs } from '../origin.js';
import { paths, renderSheet, renderSheetList, type SheetDocument } from '../public/views.js';
import { JudgingReading } from './judging-reading.js';
import { askToSignIn, frameOf, sendPage } from './page-reply.js';
import { formProblems, marksIn, type SheetForm, sheetFormOf, withTyped } from './sheet-form.js';

const FORM_BYTES = 262_144;

/** The pages on which a signed-in judge enters, corrects and signs marks, without any script. */
@Injectable()
export class JudgingRoutes {
  constructor(
    private readonly callers: Callers,
    private readonly people: People,
    private readonly reading: JudgingReading,
    private readonly sheets: Sheets,
    @Settings() private readonly settings: Config,
  ) {}

  register(app: FastifyInstance): void {
    app.register(async (door) => {
      await door.register(formbody, { bodyLimit: FORM_BYTES });
      door.setErrorHandler((error, request, reply) => askToSignIn(error, request, reply, this.settings));
      for (const prefix of ['', '/en']) {
        door.get(`${prefix}/judging`, (request, reply) => this.#list(request, reply));
        door.get(`${prefix}/judging/:id`, (request, reply) => this.#show(request, reply));
        door.post(`${prefix}/judging/:id`, (request, reply) => this.#take(request, reply));
      }
    });
  }

  async #list(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const judge = await this.#judge(request);
    const frame = frameOf(request, this.settings, null, await this.#nameOf(judge));
    return sendPage(reply, renderSheetList(frame, await this.reading.list(judge)));
  }

  async #show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const judge = await this.#judge(request);
    const notice = noticeOf(request, languageOfPath(request.url));
    return this.#page(request, reply, judge, (sheet) => ({ ...sheet, notice }));
  }

  /** Saves what was entered and signs when asked to; shows the form again, as it was typed, with what is wrong. */
  async #take(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (!isFromUs(request, this.settings.publicUrl)) throw new DomainError('ORIGIN_REFUSED');
    const judge = await this.#judge(request);
    const form = sheetFormOf(request.body);
    const before = await this.reading.sheet(judge, idOf(request));
    const marks = marksIn(
      form,
      before.subCriteria.flatMap(({ aspects }) => aspects),
    );
    const language = languageOfPath(request.url);
    let isSaved = false;
    try {
      const marked = await this.#enter(judge, before.id, form, marks);
      isSaved = true;
      const outcome = await this.#sign(judge, before.id, form, marked);
      return reply.redirect(`${pathIn(language, paths.sheet(before.id))}?${outcome ?? `saved=${marks.length}`}`, 303);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      const problems = formProblems(error, marks, language);
      if (isSaved) {
        const notice = marks.length === 0 ? null : message(language, 'sheet.saved', { count: marks.length });
        return this.#page(request, reply, judge, (sheet) => ({ ...sheet, problems, notice, isSaved }), statusOf(error));
      }
      const typed = (sheet: SheetDocument): SheetDocument => ({
        ...sheet,
        problems,
        subCriteria: sheet.subCriteria.map((group) => ({ ...group, aspects: withTyped(group.aspects, form) })),
      });
      return this.#page(request, reply, judge, typed, statusOf(error));
    }
  }

  /** The version of the sheet with the marks; the one that was seen when there is only a signature to add. */
  async #enter(judge: PersonActor, sheetId: string, form: SheetForm, marks: readonly MarkInput[]): Promise<number> {
    if (marks.length === 0 && isSigning(form)) return Number(form['version'] ?? -1);
    return (await this.sheets.enterMarks(judge, { sheetId, marks })).version;
  }

  async #sign(judge: PersonActor, sheetId: string, form: SheetForm, version: number): Promise<string | null> {
    if (!isSigning(form)) return null;
    await this.sheets.sign(judge, { sheetId, version });
    return 'signed=1';
  }

  async #page(
    request: FastifyRequest,
    reply: FastifyReply,
    judge: PersonActor,
    change: (sheet: SheetDocument) => SheetDocument,
    status = 200,
  ): Promise<FastifyReply> {
    const body = await this.reading.sheet(judge, idOf(request));
    const next = await this.reading.nextOpen(judge, body);
    const sheet: SheetDocument = {
      ...body,
      action: pathIn(languageOfPath(request.url), paths.sheet(body.id)),
      hidden: {},
      problems: [],
      notice: null,
      listPath: paths.sheets(),
      nextPath: next === null ? null : paths.sheet(next),
    };
    return sendPage(reply, renderSheet(frameOf(request, this.settings, null, await this.#nameOf(judge)), change(sheet)), status);
  }

  async #judge({ headers }: FastifyRequest): Promise<PersonActor> {
    const actor = await this.callers.of(headers);
    if (actor?.kind !== 'person') throw new DomainError('UNAUTHENTICATED');
    return actor;
  }

  async #nameOf({ tenantId, personId }: PersonActor): Promise<string> {
    const [person] = await this.people.byIds(tenantId, [personId]);
    return person?.name ?? '';
  }
}

function isSigning(form: SheetForm): boolean {
  return form['act'] === 'sign';
}

function statusOf({ kind }: DomainError): number {
  return kind === 'forbidden' ? 403 : 422;
}

function idOf({ params }: FastifyRequest): string {
  return (params as { readonly id: string }).id;
}

function noticeOf({ query }: FastifyRequest, language: Language): string | null {
  const { saved, signed } = query as { readonly saved?: string; readonly signed?: string };
  if (signed === '1') return message(language, 'sheet.hasSigned');
  return saved !== undefined && /^\d{1,4}$/.test(saved) ? message(language, 'sheet.saved', { count: Number(saved) }) : null;
}
