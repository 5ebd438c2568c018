import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Certificate, type CertificateEvent, Certificates, Issuing, showCertificateCode } from '#certificate';
import type { Actor, Id, LocalizedText } from '#kernel';
import type { LoaderSet } from '../graphql/index.js';
import {
  asked,
  type Connection,
  CurrentActor,
  connectionOf,
  Loaders,
  LocalizedTextType,
  PageArgs,
  toConnection,
} from '../graphql/index.js';
import { CertificatePayload, ChangeCertificateInput, IssueCertificatesInput, IssueCertificatesPayload } from './certificate.inputs.js';
import { CertificateEventType, CertificateType } from './certificate.types.js';

const CertificateConnection = connectionOf(CertificateType, 'Certificate');

@Resolver(() => CertificateType)
export class CertificateResolver {
  constructor(
    private readonly certificates: Certificates,
    private readonly issuing: Issuing,
  ) {}

  @Query(() => CertificateType, { description: 'One certificate, for its holder and the organisers.' })
  certificate(@CurrentActor() actor: Actor, @Args('id', { type: () => ID, description: 'The certificate.' }) id: Id): Promise<Certificate> {
    return this.certificates.see(actor, id);
  }

  @Query(() => CertificateConnection, { description: 'Certificates that rest on a publication, in the order of issue; for organisers.' })
  async certificatesOfPublication(
    @CurrentActor() actor: Actor,
    @Args('publicationId', { type: () => ID, description: 'The publication.' }) publicationId: Id,
    @Args() page: PageArgs,
  ): Promise<Connection<Certificate>> {
    return toConnection(await this.certificates.listOfPublication(actor, publicationId, asked(page)), page.after);
  }

  @Query(() => CertificateConnection, { description: 'Your own certificates, the newest first.' })
  async myCertificates(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Connection<Certificate>> {
    return toConnection(await this.certificates.listOwn(actor, asked(page)), page.after);
  }

  @Mutation(() => IssueCertificatesPayload, { description: 'Issues one certificate for each award of final results, in a job.' })
  async issueCertificates(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The results.' }) { publicationId }: IssueCertificatesInput,
  ): Promise<IssueCertificatesPayload> {
    return { jobId: await this.issuing.request(actor, publicationId) };
  }

  @Mutation(() => CertificatePayload, { description: 'Withdraws a certificate for good; its public page says so at once.' })
  async revokeCertificate(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The certificate and the reason.' }) input: ChangeCertificateInput,
  ): Promise<CertificatePayload> {
    return { certificate: await this.certificates.revoke(actor, input) };
  }

  @Mutation(() => CertificatePayload, { description: 'Takes a certificate out of force while an objection is looked into.' })
  async suspendCertificate(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The certificate and the reason.' }) input: ChangeCertificateInput,
  ): Promise<CertificatePayload> {
    return { certificate: await this.certificates.suspend(actor, input) };
  }

  @Mutation(() => CertificatePayload, { description: 'Puts a suspended certificate back in force.' })
  async reinstateCertificate(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The certificate and the reason.' }) input: ChangeCertificateInput,
  ): Promise<CertificatePayload> {
    return { certificate: await this.certificates.reinstate(actor, input) };
  }

  @ResolveField(() => String, { description: 'The code that verifies it, in groups of six: `7K2M9Q-4D8XWA-P31RTN`.' })
  code(@Parent() { code }: Certificate): string {
    return showCertificateCode(code);
  }

  @ResolveField(() => String, { description: 'Path of its public page.' })
  verifyPath(@Parent() { code }: Certificate): string {
    return `/v/${code}`;
  }

  @ResolveField(() => String, { description: 'Path of the PDF, for its holder and the organisers.' })
  downloadPath(@Parent() { id }: Certificate): string {
    return `/certificates/${id}.pdf`;
  }

  @ResolveField(() => LocalizedTextType, { description: 'What was awarded.' })
  award(@Parent() { content }: Certificate): LocalizedText {
    return content.award;
  }

  @ResolveField(() => LocalizedTextType, { description: 'Name of the competition.' })
  event(@Parent() { content }: Certificate): LocalizedText {
    return content.event;
  }

  @ResolveField(() => LocalizedTextType, { description: 'Name of the skill.' })
  skill(@Parent() { content }: Certificate): LocalizedText {
    return content.skill;
  }

  @ResolveField(() => [CertificateEventType], { description: 'What happened to it, the oldest first.' })
  history(@Parent() { id }: Certificate, @Loaders() { certificateHistory }: LoaderSet): Promise<readonly CertificateEvent[]> {
    return certificateHistory.load(id);
  }
}
