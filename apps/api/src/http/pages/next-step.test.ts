import { describe, expect, it } from '@jest/globals';
import type { PersonActor, Role } from '#kernel';
import { nextStep } from './next-step.js';

const ME = 'me';
const place = { id: 'competition', organisationId: 'union', status: 'open' } as const;
const reader = (...roles: Role[]): PersonActor => ({
  kind: 'person',
  tenantId: 'tenant',
  personId: ME,
  userId: 'user',
  grants: [],
  reach: new Map([['union', new Set(roles)]]),
});
const skill = (status: Parameters<typeof nextStep>[1]['status'], signed: { lockedBy?: string; checkedBy?: string } = {}) => ({
  status,
  lockedBy: null,
  checkedBy: null,
  ...signed,
});
const organiser = reader('competition_organiser');

describe('nextStep', () => {
  it.each([
    ['an organiser opens registration', organiser, skill('draft'), 'openRegistration', 'reader'],
    ['an organiser begins marking', organiser, skill('registration'), 'openMarking', 'reader'],
    ['a judge waits for the organiser', reader('judge'), skill('registration'), 'openMarking', 'competition_organiser'],
    ['the chief judge locks', reader('chief_judge'), skill('marking'), 'lockMarks', 'reader'],
    ['an organiser waits for the chief judge', organiser, skill('marking'), 'lockMarks', 'chief_judge'],
    ['a supervisor confirms', reader('supervisor'), skill('locked', { lockedBy: 'chief' }), 'confirmMarks', 'reader'],
    ['nobody confirms what they locked', reader('chief_judge', 'supervisor'), skill('locked', { lockedBy: ME }), 'confirmMarks', 'another'],
    ['an organiser publishes', organiser, skill('checked', { checkedBy: 'supervisor' }), 'publishProvisional', 'reader'],
    ['nobody publishes what they confirmed', organiser, skill('provisional', { checkedBy: ME }), 'publishFinal', 'another'],
  ] as const)('%s', (_, who, of, step, by) => {
    expect(nextStep(who, of, place, null)).toEqual({ step, by });
  });

  it('waits for the judges while a sheet is open', () => {
    const chief = reader('chief_judge');
    expect(nextStep(chief, skill('marking'), place, { open: 1, signed: 5, locked: 0 })).toEqual({ step: 'signSheets', by: 'judge' });
    expect(nextStep(chief, skill('marking'), place, { open: 0, signed: 6, locked: 0 })).toEqual({ step: 'lockMarks', by: 'reader' });
  });

  it('opens the competition before any of its skills', () => {
    expect(nextStep(organiser, skill('draft'), { ...place, status: 'draft' }, null)).toEqual({ step: 'openCompetition', by: 'reader' });
  });

  it('has nothing after final results', () => {
    expect(nextStep(organiser, skill('final'), place, null)).toBeNull();
  });
});
