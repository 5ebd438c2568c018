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
    try {
      const outcome = await this.#save(judge, before.id, form, marks);
      return reply.redirect(`${pathIn(languageOfPath(request.url), paths.sheet(before.id))}?${outcome}`, 303);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      const problems = formProblems(error, marks, languageOfPath(request.url));
      const typed = (sheet: SheetDocument): SheetDocument => ({
        ...sheet,
        problems,
        subCriteria: sheet.subCriteria.map((group) => ({ ...group, aspects: withTyped(group.aspects, form) })),
      });
      return this.#page(request, reply, judge, typed, error.kind === 'forbidden' ? 403 : 422);
    }
  }

  async #save(judge: PersonActor, sheetId: string, form: SheetForm, marks: readonly MarkInput[]): Promise<string> {
    const isSigning = form['act'] === 'sign';
    const marked = marks.length > 0 || !isSigning ? await this.sheets.enterMarks(judge, { sheetId, marks }) : null;
    if (!isSigning) return `saved=${marks.length}`;
    await this.sheets.sign(judge, { sheetId, version: marked?.version ?? Number(form['version'] ?? -1) });
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

function idOf({ params }: FastifyRequest): string {
  return (params as { readonly id: string }).id;
}

function noticeOf({ query }: FastifyRequest, language: Language): string | null {
  const { saved, signed } = query as { readonly saved?: string; readonly signed?: string };
  if (signed === '1') return message(language, 'sheet.hasSigned');
  return saved !== undefined && /^\d{1,4}$/.test(saved) ? message(language, 'sheet.saved', { count: Number(saved) }) : null;
}
