import type { LocalizedText } from '#kernel';
import type { CertificateCode } from '../code/certificate-code.js';

/**
 * Everything that one certificate says; nothing else decides its bytes. Kept with the certificate, so that it can be set again.
 * Texts are shown as they are; names have passed the name check of `#typeface`.
 */
export type CertificateData = {
  readonly template: 'award/1';
  readonly code: CertificateCode;
  /** The page that the QR code opens; see `verifyUrl`. */
  readonly verifyUrl: string;
  /** 荣誉证书 · Certificate of Honour. */
  readonly title: LocalizedText;
  /** A person's or a team's name. */
  readonly holder: string;
  /** Names of a team's members; empty for a person. */
  readonly members: readonly string[];
  /** The organisation that the holder started for. */
  readonly organisation: string | null;
  /** 一等奖 · First Prize. */
  readonly award: LocalizedText;
  /** The competition's name. */
  readonly event: LocalizedText;
  /** The skill's name. */
  readonly skill: LocalizedText;
  readonly issuer: LocalizedText;
  /** A calendar day in the event's zone, `2026-11-22`. */
  readonly issuedOn: string;
};
