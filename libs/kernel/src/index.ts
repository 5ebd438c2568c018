export { type Actor, authorise, type Grant, hasRole, type PersonActor, ROLES, type Role, systemActor } from './actor.js';
export { type Clock, systemClock } from './clock.js';
export { describeError } from './error-report.js';
export { type Id, isId, newId } from './id.js';
export { decodeCursor, encodeCursor, type PageOf, type PageRequest, pageOf, pageRequest } from './page.js';
export {
  DomainError,
  defineProblems,
  kernelProblems,
  type ProblemDetail,
  type ProblemKind,
  type ProblemList,
  problemCodes,
} from './problem.js';
export { LANGUAGES, type Language, type LocalizedText, textIn } from './text.js';
