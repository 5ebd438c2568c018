import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { type Actor, DomainError } from '#kernel';
import type { Language } from '#language';
import type { LoaderSet } from './loaders.js';

/** What a resolver may know of its request; made once per operation. */
export type GraphContext = {
  /** Null when the request names neither a session nor a tenant. */
  readonly actor: Actor | null;
  readonly loaders: LoaderSet;
  readonly language: Language;
  readonly requestId: string;
  /** Codes of the problems that mutations answered with; for the log line. */
  readonly refusals: string[];
};

/** Who asks. Throws TENANT_REQUIRED when the request carries neither a session nor the header `guildhall-tenant`. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = contextOf(context);
  if (actor === null) throw new DomainError('TENANT_REQUIRED');
  return actor;
});

/** Who asks, or null: for the few fields that belong to no tenant. */
export const MaybeActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor | null => contextOf(context).actor);

/** The loaders of this request. */
export const Loaders = createParamDecorator((_: unknown, context: ExecutionContext): LoaderSet => contextOf(context).loaders);

/** The language in which this request is answered. */
export const CurrentLanguage = createParamDecorator((_: unknown, context: ExecutionContext): Language => contextOf(context).language);

function contextOf(context: ExecutionContext): GraphContext {
  return GqlExecutionContext.create(context).getContext<GraphContext>();
}
