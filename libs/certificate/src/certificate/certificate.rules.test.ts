import { describe, expect, it } from '@jest/globals';
import { CERTIFICATE_STATUSES, moveCertificate, requiredReason } from './certificate.rules.js';

describe('moveCertificate', () => {
  const ALLOWED = [
    'valid → suspended',
    'valid → superseded',
    'valid → revoked',
    'suspended → valid',
    'suspended → superseded',
    'suspended → revoked',
  ];

  it.each(CERTIFICATE_STATUSES.flatMap((from) => CERTIFICATE_STATUSES.map((to) => [from, to] as const)))('%s → %s', (from, to) => {
    const move = () => moveCertificate({ status: from }, to).status;
    if (ALLOWED.includes(`${from} → ${to}`)) expect(move()).toBe(to);
    else expect(move).toThrow(expect.objectContaining({ code: 'CERTIFICATE_CANNOT_CHANGE', params: { from, to } }));
  });
});

describe('requiredReason', () => {
  it('is trimmed and has 1 to 500 characters', () => {
    expect(requiredReason('  误发 ')).toBe('误发');
    expect(requiredReason('长'.repeat(500))).toHaveLength(500);
    for (const reason of ['', ' \n\t', '长'.repeat(501), 'x'.repeat(10_000_000)]) {
      expect(() => requiredReason(reason)).toThrow(expect.objectContaining({ code: 'CERTIFICATE_REASON_REQUIRED' }));
    }
  });
});
