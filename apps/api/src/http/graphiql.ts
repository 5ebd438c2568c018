import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const require = createRequire(import.meta.url);

/** Our own copies: no other host is asked for anything. */
const FILES = {
  'react.js': ['react', 'umd/react.production.min.js', 'text/javascript'],
  'react-dom.js': ['react-dom', 'umd/react-dom.production.min.js', 'text/javascript'],
  'graphiql.js': ['graphiql', 'graphiql.min.js', 'text/javascript'],
  'graphiql.css': ['graphiql', 'graphiql.min.css', 'text/css'],
} as const;

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Guildhall API</title><link rel="stylesheet" href="/graphiql/graphiql.css">
<link rel="stylesheet" href="/graphiql/page.css"></head><body><div id="graphiql"></div>
<script src="/graphiql/react.js"></script><script src="/graphiql/react-dom.js"></script><script src="/graphiql/graphiql.js"></script>
<script src="/graphiql/page.js"></script></body></html>`;
const SCRIPT = `ReactDOM.createRoot(document.getElementById('graphiql')).render(React.createElement(GraphiQL, {
  fetcher: GraphiQL.createFetcher({ url: '/graphql' }), defaultEditorToolsVisibility: true, shouldPersistHeaders: true }));`;
const STYLE = 'html,body,#graphiql{height:100%;margin:0}';
/** The editor writes style attributes as it goes. */
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'";

/** The API explorer at `/graphiql`, for development only: its packages are not installed in production. */
export function registerGraphiql(app: FastifyInstance): void {
  app.get('/graphiql', async (_, reply) => reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(PAGE));
  app.get('/graphiql/page.js', async (_, reply) => reply.type('text/javascript; charset=utf-8').send(SCRIPT));
  app.get('/graphiql/page.css', async (_, reply) => reply.type('text/css; charset=utf-8').send(STYLE));
  for (const [name, [library, file, type]] of Object.entries(FILES)) {
    const path = join(dirname(require.resolve(`${library}/package.json`)), file);
    app.get(`/graphiql/${name}`, async (_, reply) => reply.type(`${type}; charset=utf-8`).send(await readFile(path)));
  }
}
