import { describe, expect, it } from '@jest/globals';
import { checkMark } from './check-mark.js';
import type { Aspect } from './scheme.js';

const aspect = (min: string, max: string, step: string): Aspect => ({
  id: 'A1.1',
  name: { 'zh-CN': '评分点' },
  kind: 'measurement',
  range: { min, max, step },
  panel: 'p',
});

describe('checkMark', () => {
  it.each([
    ['0', '10', '0.25', '7.25'],
    ['0', '10', '0.25', '7.250'],
    ['0', '10', '0.25', '10'],
    ['-3', '3', '0.1', '-2.9'],
    ['0', '3', '1', null],
  ])('%s to %s in steps of %s: %p may stand', (min, max, step, value) => {
    expect(checkMark(aspect(min, max, step), value)).toBeNull();
  });

  it.each([
    ['0', '10', '0.25', '7.30', 'MARK_OFF_STEP'],
    ['0', '10', '0.25', '7.255', 'MARK_TOO_MANY_DECIMALS'],
    ['0', '10', '0.25', '10.25', 'MARK_OUT_OF_RANGE'],
    ['0', '10', '0.25', '-0.25', 'MARK_OUT_OF_RANGE'],
    ['0', '3', '1', '1e1', 'MARK_NOT_A_DECIMAL'],
    ['0', '3', '1', '', 'MARK_NOT_A_DECIMAL'],
    ['0', '3', '1', '２', 'MARK_NOT_A_DECIMAL'],
  ])('%s to %s in steps of %s: "%s" is %s', (min, max, step, value, code) => {
    expect(checkMark(aspect(min, max, step), value)?.code).toBe(code);
  });
});
