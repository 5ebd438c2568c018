import { describe, expect, it } from '@jest/globals';
import { SKILL_STATUSES, type SkillStatus } from './skill.entity.js';
import { moveSkill } from './skill.rules.js';

const unsigned = { lockedBy: null, checkedBy: null, publishedBy: null };
const anna = 'anna';
const bo = 'bo';
const cai = 'cai';

describe('moveSkill', () => {
  it('lets a skill take the steps of its life and no other', () => {
    const steps = SKILL_STATUSES.flatMap((from) =>
      SKILL_STATUSES.filter((to) =>
        isAllowed(() => moveSkill({ ...unsigned, status: from }, { to, personId: null, reason: 'appeal' })),
      ).map((to) => `${from} → ${to}`),
    );
    expect(steps).toEqual([
      'draft → registration',
      'registration → marking',
      'marking → locked',
      'locked → marking',
      'locked → checked',
      'checked → marking',
      'checked → provisional',
      'provisional → marking',
      'provisional → final',
    ]);
  });

  it('keeps who locked, checked and published', () => {
    const locked = moveSkill({ ...unsigned, status: 'marking' as SkillStatus }, { to: 'locked', personId: anna });
    const checked = moveSkill(locked, { to: 'checked', personId: bo });
    const published = moveSkill(checked, { to: 'provisional', personId: cai });
    expect(published).toEqual({ status: 'provisional', lockedBy: anna, checkedBy: bo, publishedBy: cai });
  });

  it.each([
    ['who locked may not check', 'locked', { lockedBy: 'anna' }, 'checked', 'locked'],
    ['who checked may not publish', 'checked', { checkedBy: 'anna' }, 'provisional', 'checked'],
    ['who checked may not make results final', 'provisional', { checkedBy: 'anna' }, 'final', 'checked'],
  ] as const)('%s', (_, status, signed, to, step) => {
    expect(() => moveSkill({ ...unsigned, ...signed, status }, { to, personId: 'anna' })).toThrow(
      expect.objectContaining({ code: 'SAME_PERSON', params: { step } }),
    );
    expect(isAllowed(() => moveSkill({ ...unsigned, ...signed, status }, { to, personId: 'bo' }))).toBe(true);
  });

  it('reopens marking only with a reason, and takes every signature away', () => {
    const checked = { status: 'checked' as SkillStatus, lockedBy: 'anna', checkedBy: 'bo', publishedBy: null };
    expect(() => moveSkill(checked, { to: 'marking', personId: 'cai' })).toThrow(expect.objectContaining({ code: 'REOPEN_NEEDS_REASON' }));
    expect(() => moveSkill(checked, { to: 'marking', personId: 'cai', reason: '  ' })).toThrow(
      expect.objectContaining({ code: 'REOPEN_NEEDS_REASON' }),
    );
    expect(moveSkill(checked, { to: 'marking', personId: 'cai', reason: 'Sheet 7 was entered twice' })).toEqual({
      status: 'marking',
      ...unsigned,
    });
  });
});

function isAllowed(move: () => unknown): boolean {
  try {
    move();
    return true;
  } catch {
    return false;
  }
}
