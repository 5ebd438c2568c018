import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ORGANISATION_KINDS, ORGANISATION_LEVELS, type OrganisationKind, type OrganisationLevel } from '#identity';
import type { Id, LocalizedText } from '#kernel';
import { LocalizedTextType } from '../graphql/index.js';

export const OrganisationKinds = Object.fromEntries(ORGANISATION_KINDS.map((kind) => [kind, kind]));
registerEnumType(OrganisationKinds, {
  name: 'OrganisationKind',
  description: 'What an organisation is.',
  valuesMap: {
    union: { description: 'A trade union of a territory.' },
    industry: { description: 'A trade union of an industry.' },
    enterprise: { description: 'An enterprise with its workers, or a part of one.' },
  },
});

export const OrganisationLevels = Object.fromEntries(ORGANISATION_LEVELS.map((level) => [level, level]));
registerEnumType(OrganisationLevels, {
  name: 'OrganisationLevel',
  description: 'How high an organisation stands.',
  valuesMap: {
    national: { description: 'The whole country.' },
    provincial: { description: 'A province.' },
    city: { description: 'A city.' },
    county: { description: 'A county or a district.' },
    enterprise: { description: 'One enterprise.' },
  },
});

@ObjectType('Organisation', { description: 'A union, an industry or an enterprise: a node of the tree.' })
export class OrganisationType {
  @Field(() => ID, { description: 'Id of the organisation.' })
  readonly id: Id;

  @Field(() => OrganisationKinds, { description: 'What it is.' })
  readonly kind: OrganisationKind;

  @Field(() => OrganisationLevels, { description: 'How high it stands.' })
  readonly level: OrganisationLevel;

  @Field(() => String, { description: 'Its code, unique in the tenant.' })
  readonly code: string;

  @Field(() => LocalizedTextType, { description: 'Its name.' })
  readonly name: LocalizedText;

  @Field(() => Int, { description: 'Grows with every change; a change names the version it saw.' })
  readonly version: number;

  readonly parentId: Id | null;
}
