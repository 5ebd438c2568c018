import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import type { JobContext } from '#jobs';
import { type Actor, authorise, DomainError, type Id, newId } from '#kernel';
import { RESULT_CORRECTED } from '../certificate/certificate.entity.js';
import { CertificateRepository, type NewCertificate } from '../certificate/certificate.repository.js';
import { issueForPublication } from '../certificate.jobs.js';
import { mayIssueCertificates } from '../certificate.policy.js';
import { type Awardee, keyOf, outdated } from './awardee.rules.js';
import { type FinalResults, Results } from './final-results.js';
import { NewsDesk } from './news-desk.js';
import { Press } from './press.js';

/** Certificates set, stored and committed at a time. */
const CHUNK = 200;

/** What came of a job: counts, and the entries whose certificate could not be set, each with the problem's code. */
export type Issued = {
  readonly awards: number;
  readonly issued: number;
  readonly superseded: number;
  readonly refused: readonly { readonly entryId: Id; readonly code: string }[];
};

@Injectable()
export class Issuing {
  constructor(
    private readonly database: Database,
    private readonly certificates: CertificateRepository,
    private readonly results: Results,
    private readonly press: Press,
    private readonly desk: NewsDesk,
  ) {}

  /**
   * Asks for the certificates of a final publication; they are issued by a job whose id is returned.
   * Throws CERTIFICATE_RESULTS_NOT_FINAL, CERTIFICATE_RESULTS_REPLACED, FORBIDDEN, NOT_FOUND.
   */
  request(actor: Actor, publicationId: Id): Promise<Id> {
    return this.database.transaction(actor.tenantId, async () => {
      authorise(mayIssueCertificates(actor, await this.results.placeOf(actor.tenantId, publicationId)));
      await this.results.requireFinal(actor.tenantId, publicationId);
      await this.desk.audit.record(actor, 'certificates.requested', { kind: 'publication', id: publicationId });
      return this.#askFor(publicationId, actor);
    });
  }

  /**
   * The job: first what the publication corrects, then one certificate for each holder and award that has none, chunk by chunk.
   * Run twice, late or beside itself it issues nothing twice. A name that cannot be set is left out and reported.
   */
  async issue(publicationId: Id, { actor, progress, result }: Pick<JobContext, 'actor' | 'progress' | 'result'>): Promise<Issued> {
    const final = await this.results.final(actor.tenantId, publicationId);
    const superseded = await this.#supersedeOutdated(actor, final);
    const refused: Issued['refused'][number][] = [];
    let issued = 0;
    for (let from = 0; from < final.awardees.length; from += CHUNK) {
      await progress('issuing', from, final.awardees.length);
      const chunk = await this.#issueChunk(actor, final, final.awardees.slice(from, from + CHUNK));
      issued += chunk.issued;
      refused.push(...chunk.refused);
    }
    await progress('issuing', final.awardees.length, final.awardees.length);
    const outcome = { awards: final.awardees.length, issued, superseded, refused };
    await result({ ...outcome, refused: refused.slice(0, 50), refusedCount: refused.length });
    return outcome;
  }

  /**
   * A final publication came out: where an earlier one of the skill has certificates, those that no longer hold are superseded
   * and new ones are asked for. The first final publication waits for the organiser.
   */
  async followCorrection(publicationId: Id, actor: Actor): Promise<void> {
    if ((await this.results.find(actor.tenantId, publicationId)).stage !== 'final') return;
    await this.database.transaction(actor.tenantId, async () => {
      const final = await this.results.final(actor.tenantId, publicationId);
      if ((await this.#supersedeOutdated(actor, final)) > 0) await this.#askFor(publicationId, actor);
    });
  }

  #askFor(publicationId: Id, actor: Actor): Promise<Id> {
    const startedBy = actor.kind === 'person' ? { startedBy: actor.personId } : {};
    return this.desk.outbox.add(issueForPublication, { publicationId }, { visible: true, subjectId: publicationId, ...startedBy });
  }

  #supersedeOutdated(actor: Actor, { publication, awardees, occasion }: FinalResults): Promise<number> {
    return this.database.transaction(actor.tenantId, async () => {
      const earlier = await this.results.before(actor.tenantId, publication);
      const inForce = earlier.length === 0 ? [] : await this.certificates.lockInForce(actor.tenantId, earlier);
      const ids = outdated(inForce, awardees, occasion).map(({ id }) => id);
      if (ids.length === 0) return 0;
      await this.certificates.changeStatus(actor.tenantId, ids, { status: 'superseded', reason: RESULT_CORRECTED, personId: null });
      await this.desk.audit.record(actor, 'certificates.superseded', { kind: 'publication', id: publication.id }, { count: ids.length });
      return ids.length;
    });
  }

  async #issueChunk(actor: Actor, final: FinalResults, awardees: readonly Awardee[]): Promise<Pick<Issued, 'issued' | 'refused'>> {
    const { publication } = final;
    const entryIds = [...new Set(awardees.map(({ entryId }) => entryId))];
    const taken = new Set((await this.certificates.taken(actor.tenantId, publication.id, entryIds)).map((one) => keyOf(one, one.award)));
    const missing = awardees.filter((awardee) => !taken.has(keyOf(awardee, awardee.award.key)));
    const set = [];
    for (const awardee of missing) set.push(await this.#set(final, awardee));
    const printed = set.filter((one) => 'certificate' in one).map(({ certificate }) => certificate);
    const issued = printed.length === 0 ? 0 : await this.#store(actor, publication.id, printed);
    return { issued, refused: set.filter((one) => 'code' in one) };
  }

  async #set(
    { publication, occasion, origin }: FinalResults,
    awardee: Awardee,
  ): Promise<{ certificate: NewCertificate } | Issued['refused'][number]> {
    const { entryId, holderId, holder, members, organisation, award } = awardee;
    try {
      const printed = await this.press.print({ ...occasion, holder, members, organisation, award: award.name });
      const rests = { publicationId: publication.id, publicationSha256: publication.sha256, origin };
      const { code } = printed.content;
      return { certificate: { id: newId(), code, entryId, holderId, holderName: holder, award: award.key, ...rests, ...printed } };
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'invalid') return { entryId, code: error.code };
      throw error;
    }
  }

  #store(actor: Actor, publicationId: Id, certificates: readonly NewCertificate[]): Promise<number> {
    return this.database.transaction(actor.tenantId, async () => {
      const stored = await this.certificates.insertAll(actor.tenantId, certificates);
      if (stored.length > 0) {
        await this.desk.audit.record(actor, 'certificates.issued', { kind: 'publication', id: publicationId }, { certificates: stored });
      }
      return stored.length;
    });
  }
}
