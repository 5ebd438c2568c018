import { GraphQLModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { withCheckedIds } from './checked-ids.js';
import { LIMITS } from './document-limits.js';
import { withLocalizedText } from './localized-text.js';
import { gatherProblemCodes, withProblems } from './problem.js';
import { DateTime } from './scalars.js';

/** Documents that Mercurius keeps parsed and validated; `executor.ts` has those compiled that are used again and again. */
const KEPT_DOCUMENTS = 500;

/** Options that shape the schema; the schema printer uses the same. */
export const schemaOptions = { scalarsMap: [{ type: Date, scalar: DateTime }] };

/** Mercurius without its routes: `graphql.route.ts` and `stream.ts` are the doors. */
export function graphqlModule() {
  return GraphQLModule.forRootAsync<MercuriusDriverConfig>({
    driver: MercuriusDriver,
    useFactory: () => {
      gatherProblemCodes();
      return {
        autoSchemaFile: true,
        buildSchemaOptions: schemaOptions,
        transformSchema: (schema) => withCheckedIds(withLocalizedText(schema)),
        transformResolvers: withProblems,
        routes: false,
        path: '/graphql',
        cache: KEPT_DOCUMENTS,
        graphql: { parseOptions: { maxTokens: LIMITS.tokens } },
        errorFormatter: asTheyAre,
      };
    },
  });
}

/** Errors pass through whole: `executor.ts` presents them, in one place. */
const asTheyAre: NonNullable<MercuriusDriverConfig['errorFormatter']> = ({ data, errors }) => ({
  statusCode: 200,
  response: { data, errors },
});
