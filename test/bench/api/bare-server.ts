import fastify from 'fastify';
import pg from 'pg';

// The least that can answer: Fastify and pg with named statements, no tenants' wall, no sessions, no limits, no log.
// argv: address of the database, tenant, publication

const [, , databaseUrl, tenantId, publicationId] = process.argv;

const RESULT = `select e.id as "entryId", e.bib::text as bib, e.name, o.name ->> 'zh-CN' as organisation, s.place, s.points, s.award, s.breakdown
  from app.standing s
  join app.entry e on e.tenant_id = s.tenant_id and e.id = s.entry_id
  left join app.organisation o on o.tenant_id = e.tenant_id and o.id = e.organisation_id
  where s.tenant_id = $1 and s.skill_id = $2`;

type Line = { readonly key: string; readonly points: string | null };
type Row = { readonly place: number | null; readonly breakdown: readonly Line[] };
type Asked = { readonly variables: { readonly skillId: string; readonly entryId: string } };

const pool = new pg.Pool({ connectionString: databaseUrl ?? '', max: 10 });
const app = fastify();
app.post<{ Body: Asked }>('/result', async ({ body }, reply) => {
  const values = [tenantId, body.variables.skillId, body.variables.entryId];
  const { rows } = await pool.query<Row>({ name: 'result', text: `${RESULT} and s.entry_id = $3`, values });
  return reply.send({ data: { result: shaped(rows[0]) } });
});
app.post<{ Body: Asked }>('/page', async ({ body }, reply) => {
  const values = [tenantId, body.variables.skillId, 50];
  const { rows } = await pool.query<Row>({ name: 'page', text: `${RESULT} order by s.sort limit $3`, values });
  return reply.send({ data: { results: { nodes: rows.map(shaped) } } });
});
app.get('/document', async (_, reply) => reply.type('application/json').send(await publishedBytes()));
const constant = await publishedBytes();
app.get('/constant', async (_, reply) => reply.type('application/json').send(constant));
await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.(app.listeningOrigin);

async function publishedBytes(): Promise<Buffer | undefined> {
  const text = 'select document from app.publication where tenant_id = $1 and id = $2';
  const { rows } = await pool.query<{ document: Buffer }>({ name: 'document', text, values: [tenantId, publicationId] });
  return rows[0]?.document;
}

function shaped(row: Row | undefined) {
  return row === undefined ? null : { ...row, breakdown: row.breakdown.map(({ key, points }) => ({ key, points })) };
}
