import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '#config';
import { DomainError } from '#kernel';
import { Settings } from '../../settings.js';
import {
  type PageFrame,
  type PublishedResult,
  paths,
  renderCompetition,
  renderDirectory,
  renderEntry,
  renderHome,
  renderResults,
  type TenantName,
} from '../public/views.js';
import { frameOf, type Stored, sendProblem, sendStored, stored } from './page-reply.js';
import { PageStore } from './page-store.js';
import { type FoundPublication, PublicReading } from './public-reading.js';

/** A new publication shows after this long at most, in every API process. */
const POINTER_MS = 1_000;
const DIRECTORY_MS = 30_000;
const SHORT = 'public, max-age=1, stale-while-revalidate=10';
const FOREVER = 'public, max-age=31536000, immutable';
const HTML = 'text/html; charset=utf-8';

type Place = {
  readonly tenant: string;
  readonly competition: string;
  readonly skill: string;
  readonly bib: string;
  readonly sha256: string;
};
type Visit = { readonly request: FastifyRequest; readonly place: Place };
type TenantFrame = PageFrame & { readonly tenant: TenantName };

/** The pages that anybody may read. Each is kept a moment, so that a crowd costs one reading; what is published is kept for good. */
@Injectable()
export class PublicRoutes {
  readonly #pages = new PageStore<Stored>(2_000, POINTER_MS);
  readonly #directory = new PageStore<Stored>(4, DIRECTORY_MS);
  readonly #pointers = new PageStore<FoundPublication>(2_000, POINTER_MS);
  readonly #published = new PageStore<Stored>(2_000, Number.POSITIVE_INFINITY);

  constructor(
    private readonly reading: PublicReading,
    @Settings() private readonly settings: Config,
  ) {}

  register(app: FastifyInstance): void {
    app.register(async (door) => {
      door.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, this.settings));
      for (const prefix of ['', '/en']) {
        const page = (path: string, answer: (visit: Visit) => Promise<Stored>) =>
          door.get(`${prefix}${path}` || '/', async (request, reply) => sendStored(request, reply, await answer(visitOf(request)), SHORT));
        page(prefix === '' ? '/' : '', (visit) => this.#directoryPage(visit));
        page('/:tenant', (visit) => this.#homePage(visit));
        page('/:tenant/competitions/:competition', (visit) => this.#competitionPage(visit));
        page('/:tenant/competitions/:competition/skills/:skill', (visit) => this.#resultPage(visit));
        page('/:tenant/competitions/:competition/skills/:skill/entries/:bib', (visit) => this.#entryPage(visit));
        door.get(`${prefix}/*`, async () => {
          throw new DomainError('NOT_FOUND');
        });
      }
      door.get('/:tenant/competitions/:competition/skills/:skill/result/:sha256', (request, reply) => this.#document(request, reply));
    });
  }

  #directoryPage({ request }: Visit): Promise<Stored> {
    const frame = frameOf(request, this.settings, null);
    return this.#directory.get(frame.language, async () => stored(HTML, renderDirectory(frame, { tenants: await this.reading.tenants() })));
  }

  #homePage({ request, place }: Visit): Promise<Stored> {
    const frame = this.#frameAt(request, paths.home(place.tenant));
    return this.#kept(frame, async () => {
      const tenant = await this.reading.tenant(place.tenant);
      return renderHome({ ...frame, tenant }, await this.reading.home(tenant));
    });
  }

  #competitionPage({ request, place }: Visit): Promise<Stored> {
    const frame = this.#frameAt(request, paths.competition(place.tenant, place.competition));
    return this.#kept(frame, async () => {
      const tenant = await this.reading.tenant(place.tenant);
      return renderCompetition({ ...frame, tenant }, await this.reading.competition(tenant, place.competition));
    });
  }

  #resultPage(visit: Visit): Promise<Stored> {
    const { tenant, competition, skill } = visit.place;
    return this.#ofPublication(visit, paths.results(tenant, competition, skill), (frame, result) => renderResults(frame, result));
  }

  #entryPage(visit: Visit): Promise<Stored> {
    const { tenant, competition, skill, bib } = visit.place;
    return this.#ofPublication(visit, paths.entry(tenant, competition, skill, bib), (frame, result) => {
      const row = result.document.rows.find((one) => one.bib === bib);
      if (row === undefined) throw new DomainError('NOT_FOUND');
      return renderEntry(frame, { ...result, row });
    });
  }

  /** A page of the newest publication: found anew each second, rendered once for each publication, language and address. */
  async #ofPublication(
    { request, place }: Visit,
    address: string,
    render: (frame: TenantFrame, result: PublishedResult) => string,
  ): Promise<Stored> {
    const found = await this.#pointerTo(place);
    const frame = this.#frameAt(request, address);
    return this.#published.get(`${found.publication.sha256} ${frame.language} ${frame.path}`, async () => {
      const tenant = await this.reading.tenant(place.tenant);
      const path = `${paths.results(place.tenant, place.competition, place.skill)}/result/${found.publication.sha256}`;
      return stored(HTML, render({ ...frame, tenant }, await this.reading.result(found, path)));
    });
  }

  #pointerTo(place: Place): Promise<FoundPublication> {
    const key = paths.results(place.tenant, place.competition, place.skill);
    return this.#pointers.get(key, async () =>
      this.reading.publication(await this.reading.tenant(place.tenant), place.competition, place.skill),
    );
  }

  /** The document of a publication, byte by byte as it was hashed. It can never change. */
  async #document(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const place = placeOf(request);
    const key = `${paths.results(place.tenant, place.competition, place.skill)}/result/${place.sha256}`;
    const answer = await this.#published.get(key, async () => {
      const found = await this.reading.publication(await this.reading.tenant(place.tenant), place.competition, place.skill, place.sha256);
      return stored('application/json; charset=utf-8', await this.reading.bytes(found), found.publication.sha256);
    });
    return sendStored(request, reply, answer, FOREVER);
  }

  #kept({ language, path }: PageFrame, render: () => Promise<string>): Promise<Stored> {
    return this.#pages.get(`${language} ${path}`, async () => stored(HTML, await render()));
  }

  /**
   * The frame of the page at its one address. What is kept is kept under that: the address as it was sent can be written in any number
   * of ways, and each would be kept as a page of its own.
   */
  #frameAt(request: FastifyRequest, path: string): PageFrame & { readonly tenant: null } {
    return { ...frameOf(request, this.settings, null), path };
  }
}

function visitOf(request: FastifyRequest): Visit {
  return { request, place: placeOf(request) };
}

/** Throws NOT_FOUND for a zero byte, which no name contains and PostgreSQL does not take. */
function placeOf({ params }: FastifyRequest): Place {
  const given = params as Partial<Place>;
  if (Object.values(given).some((text) => text.includes('\u0000'))) throw new DomainError('NOT_FOUND');
  return { tenant: '', competition: '', skill: '', bib: '', sha256: '', ...given };
}
