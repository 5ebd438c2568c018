import type { LocalizedText, Role } from '#kernel';
import type { SkillStage, TenantName } from './documents.js';

/** What one signed-in person finds on their own page; a part that is null is none of this person's business. */
export type MyDocument = {
  readonly tenant: TenantName;
  readonly name: string;
  /** Where each role holds: an organisation, or one competition. */
  readonly roles: readonly { readonly role: Role; readonly place: LocalizedText }[];
  /** Other tenants in which the same account is somebody. */
  readonly otherTenants: readonly TenantName[];
  readonly judging: readonly MyJudging[] | null;
  readonly entries: readonly MyEntry[] | null;
  readonly certificates: readonly MyCertificate[] | null;
  readonly enterprise: readonly MyEnterpriseSkill[] | null;
  readonly competitions: readonly MyCompetition[] | null;
  /** The API explorer of a development installation; null where there is none. */
  readonly explorerPath: string | null;
};

export type SheetCounts = { readonly open: number; readonly signed: number; readonly locked: number };

export type MyJudging = { readonly competition: LocalizedText; readonly skill: LocalizedText; readonly sheets: SheetCounts };

export type MyEntry = {
  readonly competition: LocalizedText;
  readonly skill: LocalizedText;
  readonly stage: SkillStage;
  readonly bib: string;
  readonly status: 'official' | 'guest' | 'withdrawn' | 'absent' | 'disqualified';
  /** The team's name; null for a person who competes alone. */
  readonly team: string | null;
  /** The entry in the newest publication; null before the first one. */
  readonly resultPath: string | null;
};

export type MyCertificate = {
  readonly id: string;
  readonly title: LocalizedText;
  readonly award: LocalizedText;
  readonly event: LocalizedText;
  readonly skill: LocalizedText;
  /** A calendar day. */
  readonly issuedOn: string;
  readonly status: 'valid' | 'suspended' | 'superseded' | 'revoked';
  /** The public page about it, and the file. */
  readonly checkPath: string;
  readonly pdfPath: string;
};

/** A skill as an enterprise sees it that enters its workers. */
export type MyEnterpriseSkill = {
  readonly competition: LocalizedText;
  readonly skill: LocalizedText;
  readonly stage: SkillStage;
  readonly entryCount: number;
  readonly registration: { readonly isOpen: boolean; readonly closesAt: string | null; readonly timeZone: string };
  readonly resultPath: string | null;
};

export type MyCompetition = {
  readonly slug: string;
  readonly name: LocalizedText;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly skills: readonly MySkill[];
};

export type MySkill = {
  readonly code: string;
  readonly name: LocalizedText;
  readonly stage: SkillStage;
  /** Null for those who may not read marks. */
  readonly sheets: SheetCounts | null;
  readonly resultPath: string | null;
  readonly next: NextStep | null;
};

export type StepName =
  | 'openCompetition'
  | 'openRegistration'
  | 'openMarking'
  | 'signSheets'
  | 'lockMarks'
  | 'confirmMarks'
  | 'publishProvisional'
  | 'publishFinal';

/** What has to happen next in a skill, and whether it is for the reader to do. */
export type NextStep = {
  readonly step: StepName;
  /** `another`: the reader's role could, but this person took the step before, and four eyes are asked for. */
  readonly by: 'reader' | 'another' | Role;
};
