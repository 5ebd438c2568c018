import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { LANGUAGES } from '#language';

@ObjectType('About', { description: 'What this server is.' })
export class AboutType {
  @Field(() => String, { description: 'The name of the product.' })
  readonly product: string;

  @Field(() => [String], { description: 'The languages it answers in.' })
  readonly languages: readonly string[];
}

@Resolver(() => AboutType)
export class AboutResolver {
  @Query(() => AboutType, { description: 'What this server is. Belongs to no tenant.' })
  about(): AboutType {
    return { product: 'Guildhall', languages: LANGUAGES };
  }
}
