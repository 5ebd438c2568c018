import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, type ValidationError, validate } from 'class-validator';
import { DomainError, type ProblemDetail } from '#kernel';

const OPTIONS = { whitelist: false, forbidUnknownValues: false, stopAtFirstError: true } as const;

/** Checks every input class by its class-validator decorators before a resolver runs. Throws INVALID_INPUT with one detail per place. */
@Injectable()
export class InputCheck implements PipeTransform<unknown, Promise<unknown>> {
  async transform(value: unknown, { metatype, type }: ArgumentMetadata): Promise<unknown> {
    if (type !== 'body' || metatype === undefined || typeof value !== 'object' || value === null || !isChecked(metatype)) return value;
    const input: object = plainToInstance(metatype, value);
    const details = (await validate(input, OPTIONS)).flatMap((error) => detailsOf(error, ''));
    if (details.length > 0) throw new DomainError('INVALID_INPUT', {}, details);
    return input;
  }
}

const checked = new Map<unknown, boolean>();

function isChecked(metatype: new (...args: never[]) => unknown): boolean {
  const before = checked.get(metatype);
  if (before !== undefined) return before;
  const found = getMetadataStorage().getTargetValidationMetadatas(metatype, '', true, false).length > 0;
  checked.set(metatype, found);
  return found;
}

function detailsOf(error: ValidationError, above: string): readonly ProblemDetail[] {
  const path = above === '' ? error.property : `${above}.${error.property}`;
  const own = Object.keys(error.constraints ?? {}).map((constraint) => ({ path, ...complaint(constraint, error) }));
  return [...own, ...(error.children ?? []).flatMap((child) => detailsOf(child, path))];
}

type Complaint = { readonly code: string; readonly params?: Readonly<Record<string, number>> };

/** The code of a broken constraint, with the numbers its message needs. */
function complaint(constraint: string, error: ValidationError): Complaint {
  const [first, second] = numbersOf(constraint, error);
  switch (constraint) {
    case 'isNotEmpty':
    case 'isDefined':
      return { code: 'REQUIRED' };
    case 'maxLength':
      return { code: 'TOO_LONG', params: { max: first ?? 0 } };
    case 'minLength':
      return { code: 'TOO_SHORT', params: { min: first ?? 0 } };
    case 'isLength':
      return typeof error.value === 'string' && error.value.length > (second ?? 0)
        ? { code: 'TOO_LONG', params: { max: second ?? 0 } }
        : { code: 'TOO_SHORT', params: { min: first ?? 0 } };
    case 'arrayMaxSize':
      return { code: 'TOO_MANY', params: { max: first ?? 0 } };
    case 'arrayMinSize':
      return { code: 'TOO_FEW', params: { min: first ?? 0 } };
    case 'arrayNotEmpty':
      return { code: 'REQUIRED' };
    case 'min':
    case 'max':
      return { code: 'OUT_OF_RANGE', params: rangeOf(error) };
    default:
      return { code: 'NOT_VALID' };
  }
}

function numbersOf(constraint: string, { target, property }: ValidationError): readonly number[] {
  return metadataOf(target, property)
    .filter(({ name }) => name === constraint)
    .flatMap(({ constraints }) => (constraints ?? []).filter((value: unknown) => typeof value === 'number'));
}

function rangeOf({ target, property }: ValidationError): Readonly<Record<'min' | 'max', number>> {
  const bound = (wanted: string): number | undefined =>
    metadataOf(target, property)
      .find(({ name }) => name === wanted)
      ?.constraints?.find((value: unknown) => typeof value === 'number');
  return { min: bound('min') ?? Number.MIN_SAFE_INTEGER, max: bound('max') ?? Number.MAX_SAFE_INTEGER };
}

function metadataOf(target: object | undefined, property: string) {
  if (target === undefined) return [];
  return getMetadataStorage()
    .getTargetValidationMetadatas(target.constructor, '', true, false)
    .filter(({ propertyName }) => propertyName === property);
}
