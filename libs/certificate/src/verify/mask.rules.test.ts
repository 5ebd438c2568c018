import { expect, it } from '@jest/globals';
import { maskedName } from './mask.rules.js';

it.each([
  ['张伟', '张*'],
  ['欧阳娜娜', '欧***'],
  ['买买提·吐尔逊', '买**·吐**'],
  ['𬀩', '𬀩*'],
  ['Anne-Sophie Müller', 'A***-S***** M*****'],
])('masks %s as %s', (name, masked) => {
  expect(maskedName(name)).toBe(masked);
});
