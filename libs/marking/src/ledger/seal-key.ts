import { createHash, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import type { SealKey } from './seal.rules.js';

/** PKCS #8 wrapping of a raw Ed25519 private key. Source: RFC 8410, section 7. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key that signs checkpoints: the configured PEM, else derived from the installation's secret. */
export function sealKey(secret: string, pem?: string): SealKey {
  const privateKey = pem
    ? createPrivateKey(pem)
    : createPrivateKey({
        key: Buffer.concat([ED25519_PKCS8, Buffer.from(hkdfSync('sha256', secret, '', 'guildhall ledger checkpoints', 32))]),
        format: 'der',
        type: 'pkcs8',
      });
  const publicKey = createPublicKey(privateKey);
  const id = createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);
  return { id, privateKey, publicKey };
}
