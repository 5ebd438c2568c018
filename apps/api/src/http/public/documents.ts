import type { LocalizedText, Role } from '#kernel';
import type { Language } from '#language';
import type { ResultDocument, ResultRow } from '#marking';

/** What every page needs besides its own document. */
export type PageFrame = {
  readonly language: Language;
  /** Where the installation is reached, without a trailing slash (`https://skills.example.org`). */
  readonly origin: string;
  /** The address of this page without a language prefix (`/zj/competitions/ninth`); also without a query. */
  readonly path: string;
  readonly tenant: TenantName | null;
  /** The name of whoever is signed in; pages that are stored or shared must leave it null. */
  readonly signedInAs: string | null;
};

export type TenantName = { readonly slug: string; readonly name: LocalizedText };

export type SkillStage = 'draft' | 'registration' | 'marking' | 'locked' | 'checked' | 'provisional' | 'final';

export type CompetitionSummary = {
  readonly slug: string;
  readonly name: LocalizedText;
  readonly level: 'national' | 'provincial' | 'city' | 'county' | 'enterprise';
  readonly status: 'open' | 'closed';
  /** Calendar days, `2026-05-18`. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly skillCount: number;
  readonly entryCount: number;
};

/** The front page of a tenant: its competitions, the newest first. Drafts are not shown. */
export type HomeDocument = { readonly competitions: readonly CompetitionSummary[] };

/** The front page of the installation: every tenant that shows itself. */
export type DirectoryDocument = { readonly tenants: readonly (TenantName & { readonly competitionCount: number })[] };

export type SkillSummary = {
  readonly code: string;
  readonly name: LocalizedText;
  readonly stage: SkillStage;
  readonly entryCount: number;
  /** When the publication that is shown was made; null before the first one. */
  readonly publishedAt: string | null;
};

export type CompetitionDocument = CompetitionSummary & {
  readonly organisation: LocalizedText;
  readonly skills: readonly SkillSummary[];
};

/** A publication as people read it: the document, the SHA-256 of its bytes, where the bytes are, and whether a later one replaced it. */
export type PublishedResult = {
  readonly document: ResultDocument;
  readonly hash: string;
  /** The address of the immutable JSON document. */
  readonly documentPath: string;
  /** The number of the publication that replaced this one; null when it is the latest. */
  readonly supersededBy: number | null;
  /** IANA zone of the competition; China's when not said. */
  readonly timeZone?: string;
};

/** One entry's page: its row of the publication. */
export type PublishedEntry = PublishedResult & { readonly row: ResultRow };

export type CertificateState = 'genuine' | 'revoked' | 'superseded' | 'suspended' | 'unknown';

/** What a visitor learns about a certificate code; `certificate` is null exactly when the code is unknown. */
export type CertificateCheck = {
  /** As it should be read, in groups. An unknown code is shown as it was typed. */
  readonly code: string;
  readonly state: CertificateState;
  readonly certificate: CheckedCertificate | null;
  /** A later certificate that took this one's place. */
  readonly replacedBy: { readonly code: string; readonly path: string } | null;
};

export type CheckedCertificate = {
  readonly title: LocalizedText;
  /** Already masked (`张*伟`) unless the holder shared the full view. */
  readonly holder: string;
  readonly award: LocalizedText;
  readonly event: LocalizedText;
  readonly skill: LocalizedText;
  readonly issuer: LocalizedText;
  /** A calendar day. */
  readonly issuedOn: string;
  /** When and why the state was left that it was issued in; null while genuine. */
  readonly changed: { readonly at: string; readonly reason: string } | null;
  /** SHA-256 of the PDF, hexadecimal. */
  readonly pdfHash: string;
  /** The publication that it rests on. */
  readonly publication: { readonly number: number; readonly hash: string; readonly path: string | null };
};

/** Fields that a form sends back unchanged, such as a token against forged requests. */
export type HiddenFields = Readonly<Record<string, string>>;

/** One thing wrong, as the catalogue says it. `field` is the name of the input, null when it concerns the whole form. */
export type FormProblem = { readonly field: string | null; readonly text: string };

export type SignInDocument = {
  readonly action: string;
  readonly hidden: HiddenFields;
  readonly email: string;
  readonly problem: string | null;
  /** One per role, shown in demo mode only. */
  readonly demoLogins: readonly { readonly role: Role; readonly name: string; readonly email: string; readonly password: string }[];
};

export type SheetSummary = {
  readonly id: string;
  /** What judges may know of the entry: a bib or a blind code, never a name while marking is blind. */
  readonly entryCode: string;
  readonly seat: string;
  readonly status: 'open' | 'signed' | 'locked';
  readonly marked: number;
  readonly aspects: number;
};

/** The sheets of one judge in one skill. */
export type SheetListDocument = {
  readonly groups: readonly {
    readonly competition: LocalizedText;
    readonly skill: LocalizedText;
    readonly panel: LocalizedText;
    readonly sheets: readonly SheetSummary[];
  }[];
};

/** One aspect of a sheet, with what stands and, after a refusal, what was typed. */
export type SheetAspect = {
  readonly id: string;
  readonly name: LocalizedText;
  readonly kind: 'measurement' | 'judgement';
  /** Most points it can bring; null where open-ended. */
  readonly worth: string | null;
  readonly min: string;
  readonly max: string;
  readonly step: string;
  readonly requirement: LocalizedText | null;
  /** What each judgement score means, lowest first. */
  readonly levels: readonly LocalizedText[];
  /** The mark that stands; null when absent or not yet marked. */
  readonly value: string | null;
  /** The ledger number of the last mark seen, '0' for none: sent back for compare-and-set. */
  readonly last: string;
  /** What was typed in a form that was refused; undefined when nothing was. */
  readonly typed?: { readonly value: string; readonly reason: string };
};

export type SheetDocument = {
  readonly id: string;
  readonly action: string;
  readonly hidden: HiddenFields;
  readonly version: number;
  readonly competition: LocalizedText;
  readonly skill: LocalizedText;
  readonly entryCode: string;
  readonly seat: string;
  readonly status: 'open' | 'signed' | 'locked';
  readonly subCriteria: readonly { readonly id: string; readonly name: LocalizedText; readonly aspects: readonly SheetAspect[] }[];
  readonly problems: readonly FormProblem[];
  /** Whether what was entered stands, and the problems only keep the sheet from being signed. */
  readonly isSaved?: boolean;
  /** A line that says what has just been done, such as “12 marks saved at 14:32:05”; null when nothing was. */
  readonly notice: string | null;
  readonly listPath: string;
  /** The next sheet that is still open. */
  readonly nextPath: string | null;
};

export type ErrorDocument = {
  /** HTTP status; 404 is told in its own words. */
  readonly status: number;
  /** The problem as the catalogue says it. */
  readonly text: string;
  readonly requestId: string | null;
};
