import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, IsNotEmpty, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import type { Id } from '#kernel';
import { Payload } from '../graphql/index.js';
import { CertificateType } from './certificate.types.js';

@InputType({ description: 'Results whose awards are to be certified.' })
export class IssueCertificatesInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The final publication of a skill, the newest there is.' })
  readonly publicationId: Id;
}

@ObjectType({ description: 'Answer to issueCertificates.' })
export class IssueCertificatesPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The job that issues them: follow it by `jobProgress` or `job`.' })
  readonly jobId?: Id;
}

@InputType({ description: 'A certificate as one saw it, and why it changes.' })
export class ChangeCertificateInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The certificate.' })
  readonly certificateId: Id;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: 'The version of the certificate that you saw.' })
  readonly version: number;

  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  @Field(() => String, { description: 'Why, in 1 to 500 characters. Shown to whoever verifies the certificate.' })
  readonly reason: string;
}

@ObjectType({ description: 'Answer to a change of a certificate.' })
export class CertificatePayload extends Payload {
  @Field(() => CertificateType, { nullable: true, description: 'The certificate as it now is.' })
  readonly certificate?: CertificateType;
}
