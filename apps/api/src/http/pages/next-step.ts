import { type Competition, mayMoveSkill, type Skill, type SkillStatus } from '#competition';
import type { PersonActor, Role } from '#kernel';
import type { NextStep, SheetCounts, StepName } from '../public/views.js';

type Road = { readonly step: StepName; readonly to: SkillStatus; readonly role: Role; readonly notBy?: 'lockedBy' | 'checkedBy' };

const ROAD: Readonly<Record<SkillStatus, Road | null>> = {
  draft: { step: 'openRegistration', to: 'registration', role: 'competition_organiser' },
  registration: { step: 'openMarking', to: 'marking', role: 'competition_organiser' },
  marking: { step: 'lockMarks', to: 'locked', role: 'chief_judge' },
  locked: { step: 'confirmMarks', to: 'checked', role: 'supervisor', notBy: 'lockedBy' },
  checked: { step: 'publishProvisional', to: 'provisional', role: 'competition_organiser', notBy: 'checkedBy' },
  provisional: { step: 'publishFinal', to: 'final', role: 'competition_organiser', notBy: 'checkedBy' },
  final: null,
};

/**
 * What has to happen next in a skill, for a reader; null once its results are final.
 * @param sheets null where the reader may not know them: then locking is named although sheets may still be open
 */
export function nextStep(
  reader: PersonActor,
  skill: Pick<Skill, 'status' | 'lockedBy' | 'checkedBy'>,
  competition: Pick<Competition, 'id' | 'organisationId' | 'status'>,
  sheets: SheetCounts | null,
): NextStep | null {
  const road = ROAD[skill.status];
  if (road === null) return null;
  if (skill.status === 'marking' && (sheets?.open ?? 0) > 0) return { step: 'signSheets', by: 'judge' };
  // Opening a draft and opening its registration are the same people's business.
  const step = skill.status === 'draft' && competition.status === 'draft' ? 'openCompetition' : road.step;
  if (!mayMoveSkill(reader, competition, skill.status, road.to)) return { step, by: road.role };
  const tookStepBefore = road.notBy !== undefined && skill[road.notBy] === reader.personId;
  return { step, by: tookStepBefore ? 'another' : 'reader' };
}
