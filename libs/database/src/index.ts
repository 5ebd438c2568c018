export { createDataSource, type DatabaseOptions } from './data-source.js';
export { Database, sqlState, violatedConstraint } from './database.js';
export { connectDatabase, DatabaseModule } from './database.module.js';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  embeddedProblems,
  isAlive,
  refusalIn,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  stopWithParent,
} from './embedded/index.js';
export { type MigrateOptions, type MigrationStep, migrate } from './migrate.js';
export { migrations } from './migrations/index.js';
export { LOGIN_ROLES, type LoginRole, rolePassword, roleUrl } from './roles.js';
