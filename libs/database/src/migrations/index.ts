import { Foundation1700000000001 } from './0001-foundation.js';
import { Identity1700000000002 } from './0002-identity.js';
import { JobsAudit1700000000003 } from './0003-jobs-audit.js';
import { Competition1700000000004 } from './0004-competition.js';
import { Marking1700000000005 } from './0005-marking.js';
import { Certificate1700000000006 } from './0006-certificate.js';
import { Auth1700000000007 } from './0007-auth.js';

/** The one linear history, oldest first. A landed migration is never edited; a change is a new one. */
export const migrations = [
  Foundation1700000000001,
  Identity1700000000002,
  JobsAudit1700000000003,
  Competition1700000000004,
  Marking1700000000005,
  Certificate1700000000006,
  Auth1700000000007,
] as const;
