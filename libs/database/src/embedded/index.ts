export { embeddedProblems } from './embedded.problems.js';
export { isAlive, stopWithParent } from './parent.js';
export { refusalIn } from './refusal.js';
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, removeEmbeddedPostgres, startEmbeddedPostgres } from './start.js';
