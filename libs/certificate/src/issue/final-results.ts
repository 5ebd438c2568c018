import { Injectable } from '@nestjs/common';
import { Entries, type Place } from '#competition';
import { DomainError, type Id } from '#kernel';
import { type Publication, Publications, Schemes } from '#marking';
import type { CertificateOrigin } from '../certificate/certificate.entity.js';
import { awardName } from './award-names.js';
import { type Awardee, awardeesOf, type Occasion } from './awardee.rules.js';
import { dayIn } from './calendar.rules.js';
import { Places } from './places.js';

/** A final publication with everything that its certificates say. */
export type FinalResults = {
  readonly publication: Publication;
  readonly awardees: readonly Awardee[];
  readonly occasion: Occasion;
  readonly origin: CertificateOrigin;
};

/** Reads publications through marking's front door, in the words of this room. */
@Injectable()
export class Results {
  constructor(
    private readonly publications: Publications,
    private readonly schemes: Schemes,
    private readonly entries: Entries,
    private readonly places: Places,
  ) {}

  /** Throws NOT_FOUND. */
  find(tenantId: Id, publicationId: Id): Promise<Publication> {
    return this.publications.find(tenantId, publicationId);
  }

  /** Where the publication's competition stands in the tree. Throws NOT_FOUND. */
  async placeOf(tenantId: Id, publicationId: Id): Promise<Place> {
    return this.places.of(tenantId, (await this.find(tenantId, publicationId)).skillId);
  }

  /** Throws CERTIFICATE_RESULTS_NOT_FINAL, CERTIFICATE_RESULTS_REPLACED when a newer one is there, NOT_FOUND. */
  async requireFinal(tenantId: Id, publicationId: Id): Promise<Publication> {
    const publication = await this.find(tenantId, publicationId);
    if (publication.stage !== 'final') throw new DomainError('CERTIFICATE_RESULTS_NOT_FINAL');
    const current = await this.publications.current(tenantId, publication.skillId);
    if (current.id !== publication.id) throw new DomainError('CERTIFICATE_RESULTS_REPLACED', { number: current.number });
    return publication;
  }

  /** As `requireFinal`, with whom it gives what. */
  async final(tenantId: Id, publicationId: Id): Promise<FinalResults> {
    const publication = await this.requireFinal(tenantId, publicationId);
    const [document, { rules }, place] = await Promise.all([
      this.publications.document(tenantId, publicationId),
      this.schemes.latest(tenantId, publication.skillId),
      this.places.of(tenantId, publication.skillId),
    ]);
    const awarded = document.rows.filter(({ award }) => award !== null).map(({ entryId }) => entryId);
    const members = Map.groupBy(await this.entries.membersOf(tenantId, awarded), ({ entryId }) => entryId);
    return {
      publication,
      awardees: awardeesOf(
        document,
        (entryId) => (members.get(entryId) ?? []).map(({ personId }) => personId),
        (award) => awardName(award, rules),
      ),
      occasion: {
        event: document.competition.name,
        skill: document.skill.name,
        issuer: await this.places.issuer(tenantId, place),
        issuedOn: dayIn(place.timeZone, document.publishedAt),
      },
      origin: {
        tenant: document.tenant,
        competition: document.competition.slug,
        skill: document.skill.code,
        number: document.number,
      },
    };
  }

  /** The publications of the same skill that came before. */
  async before(tenantId: Id, publication: Publication): Promise<readonly Id[]> {
    const history = await this.publications.history(tenantId, publication.skillId);
    return history.filter(({ number }) => number < publication.number).map(({ id }) => id);
  }
}
