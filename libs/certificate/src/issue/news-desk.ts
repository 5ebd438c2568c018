import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Outbox } from '#jobs';

/** Where this room leaves word of what it did. */
@Injectable()
export class NewsDesk {
  constructor(
    readonly audit: Audit,
    readonly outbox: Outbox,
  ) {}
}
