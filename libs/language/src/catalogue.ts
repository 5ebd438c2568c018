import type { Language } from './language.js';
import { judgingPages } from './pages/judging.js';
import { myPages } from './pages/mine.js';
import { publicPages } from './pages/public.js';
import { apiProblems } from './problems/api.js';
import { auditProblems } from './problems/audit.js';
import { certificateProblems } from './problems/certificate.js';
import { cisWorkbookProblems } from './problems/cis-workbook.js';
import { cliProblems } from './problems/cli.js';
import { competitionProblems } from './problems/competition.js';
import { configProblems } from './problems/config.js';
import { databaseProblems } from './problems/database.js';
import { embeddedProblems } from './problems/embedded.js';
import { entryListProblems } from './problems/entry-list.js';
import { identityProblems } from './problems/identity.js';
import { jobsProblems } from './problems/jobs.js';
import { kernelProblems } from './problems/kernel.js';
import { markingProblems } from './problems/marking.js';
import { noticeProblems } from './problems/notice.js';
import { packageProblems } from './problems/package.js';
import { reviewProblems } from './problems/review.js';
import { scoringProblems } from './problems/scoring.js';
import { storageProblems } from './problems/storage.js';
import { toolProblems } from './problems/tools.js';
import { typefaceProblems } from './problems/typeface.js';
import { workbookProblems } from './problems/workbook.js';
import { fill, type MessageParams, type Messages, missing } from './render.js';

/** The messages of problem codes, one file a room, in the order of the floors. */
export const PROBLEM_FILES: readonly Messages[] = [
  kernelProblems,
  scoringProblems,
  configProblems,
  databaseProblems,
  embeddedProblems,
  storageProblems,
  typefaceProblems,
  workbookProblems,
  jobsProblems,
  auditProblems,
  identityProblems,
  reviewProblems,
  noticeProblems,
  competitionProblems,
  entryListProblems,
  markingProblems,
  packageProblems,
  toolProblems,
  cisWorkbookProblems,
  certificateProblems,
  apiProblems,
  cliProblems,
];

/** The strings of pages, one file a surface. */
export const PAGE_MESSAGES = { ...publicPages, ...judgingPages, ...myPages } as const;

export type MessageKey = keyof typeof PAGE_MESSAGES;

const problems = new Map(PROBLEM_FILES.flatMap((file) => Object.entries(file)));
const pages: Messages = PAGE_MESSAGES;

/** The text of a page string. Keys are checked by the compiler; parameters are inserted as they are, so escape at the door. */
export function message(language: Language, key: MessageKey, params: MessageParams = {}): string {
  const text = pages[key]?.[language];
  return text === undefined ? missing(`No message for "${key}"`, `⟦${key}⟧`) : fill(text, language, params);
}

/** The text of a problem code in a language; a code that no room has described is shown as `⟦CODE⟧` (and throws under a test). */
export function problemMessage(language: Language, code: string, params: MessageParams = {}): string {
  const text = problems.get(code)?.[language];
  return text === undefined ? missing(`No message for the problem ${code}`, `⟦${code}⟧`) : fill(text, language, params);
}
