import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { type Language, type LocalizedText, textIn } from '#kernel';

/** A name as rooms keep it (`{ 'zh-CN': …, en: … }`) seen through GraphQL, whose field names may have no hyphen. Declare the property as the kernel's `LocalizedText`. */
@ObjectType('LocalizedText', { description: 'A name in Chinese and, where somebody gave it, in English.' })
export class LocalizedTextType {
  @Field(() => String, { description: 'The Chinese text; always there.' })
  readonly zh: string;

  @Field(() => String, { nullable: true, description: 'The English text, null where nobody gave one.' })
  readonly en?: string | null;

  @Field(() => String, { description: 'The text in the language of the request, the Chinese where there is no other.' })
  readonly text: string;
}

/** Lets the type read straight from the room's map, without a resolver class: names are everywhere. */
export function withLocalizedText(schema: GraphQLSchema): GraphQLSchema {
  const type = schema.getType('LocalizedText');
  if (!isObjectType(type)) return schema;
  const { zh, text } = type.getFields();
  if (zh !== undefined) zh.resolve = (name: LocalizedText) => name['zh-CN'];
  if (text !== undefined)
    text.resolve = (name: LocalizedText, _, context: { readonly language: Language }) => textIn(name, context.language).text;
  return schema;
}

@InputType('LocalizedTextInput', { description: 'A name in Chinese and, if wished, in English.' })
export class LocalizedTextInput {
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  @Field(() => String, { description: 'The Chinese text, 1 to 200 characters.' })
  readonly zh: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'The English text, 1 to 200 characters.' })
  readonly en?: string | null;
}

export function localizedTextOf(input: LocalizedTextInput): LocalizedText {
  return input.en ? { 'zh-CN': input.zh, en: input.en } : { 'zh-CN': input.zh };
}
