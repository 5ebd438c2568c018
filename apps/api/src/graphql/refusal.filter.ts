import { Catch, type ExceptionFilter } from '@nestjs/common';
import { DomainError } from '#kernel';

/** A refusal is an answer, not a bug: it goes on as it is. Without this Nest writes an error with its stack into the log for each. */
@Catch(DomainError)
export class RefusalFilter implements ExceptionFilter<DomainError> {
  catch(refusal: DomainError): never {
    throw refusal;
  }
}
