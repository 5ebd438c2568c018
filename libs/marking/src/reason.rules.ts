import { DomainError } from '#kernel';

const LONGEST = 500;

/** The reason without blanks around it. Throws REASON_REQUIRED when nothing is left, REASON_TOO_LONG past 500 characters. */
export function requiredReason(reason: string): string {
  const text = reason.trim();
  if (text === '') throw new DomainError('REASON_REQUIRED', {}, [{ path: 'reason', code: 'REASON_REQUIRED' }]);
  if (text.length > LONGEST)
    throw new DomainError('REASON_TOO_LONG', { max: LONGEST }, [{ path: 'reason', code: 'REASON_TOO_LONG', params: { max: LONGEST } }]);
  return text;
}
