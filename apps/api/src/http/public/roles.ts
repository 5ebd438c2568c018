import type { Role } from '#kernel';
import { type Language, type MessageKey, message } from '#language';

const ROLES: Readonly<Record<Role, MessageKey>> = {
  union_administrator: 'role.union_administrator',
  competition_organiser: 'role.competition_organiser',
  chief_judge: 'role.chief_judge',
  judge: 'role.judge',
  supervisor: 'role.supervisor',
  encryption_officer: 'role.encryption_officer',
  enterprise_administrator: 'role.enterprise_administrator',
  participant: 'role.participant',
};

/** The word for a role. */
export function roleIn(language: Language, role: Role): string {
  return message(language, ROLES[role]);
}
