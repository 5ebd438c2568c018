import type pg from 'pg';

/** How to fill one table: its columns that must be given, each with a value that its checks accept. */
export type SampleTable = { readonly table: string; readonly columns: readonly { readonly name: string; readonly sample: string }[] };

type Column = { readonly table: string; readonly name: string; readonly type: string; readonly checks: readonly string[] };

/**
 * What a row of each table of schema `app` needs, read from the catalogue, so that a new table is probed without being named here.
 * The tenant's id stands first and is left to the caller.
 */
export async function sampleTables(admin: pg.Client): Promise<readonly SampleTable[]> {
  const { rows } = await admin.query<Column>(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
            array(select pg_get_constraintdef(k.oid) from pg_constraint k
                   where k.conrelid = c.oid and contype = 'c' and a.attnum = any(k.conkey)) as checks
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not attisdropped
      where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p')
        and attnotnull and not atthasdef and attidentity = '' and attname <> 'tenant_id'
      order by c.relname, a.attnum`,
  );
  const tables = await admin.query<{ table: string }>(
    `select relname as table from pg_class c where relnamespace = 'app'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  const columns = Map.groupBy(rows, (row) => row.table);
  return tables.rows.map(({ table }) => ({
    table,
    columns: (columns.get(table) ?? []).map((column) => ({ name: column.name, sample: sampleOf(column) })),
  }));
}

/** An SQL expression. Where a check lists words, the first of them. */
function sampleOf({ table, name, type, checks }: Column): string {
  const word = checks.map((check) => /'([^']+)'::text/.exec(check)?.[1]).find((found) => found !== undefined && /^[a-z_]+$/.test(found));
  switch (type) {
    case 'uuid':
      return 'gen_random_uuid()';
    case 'uuid[]':
      return 'array[gen_random_uuid(), gen_random_uuid()]';
    case 'text':
      return word === undefined ? "'abc'" : `'${word}'`;
    case 'text[]':
      return "array['abc']";
    case 'integer':
    case 'bigint':
    case 'numeric':
      return '1';
    case 'bigint[]':
      return 'array[0::bigint]';
    case 'boolean':
      return 'false';
    case 'jsonb':
      return `'{"zh-CN": "样"}'`;
    case 'bytea':
      return "'\\x00'";
    case 'date':
      return 'current_date';
    case 'timestamp with time zone':
      return 'now()';
    default:
      throw new Error(`No sample for ${table}.${name} of type ${type}: teach sampleOf`);
  }
}

/** Inserts a row of the tenant `$1`. */
export function insertionOf({ table, columns }: SampleTable): string {
  const names = ['tenant_id', ...columns.map((column) => `"${column.name}"`)];
  return `insert into app.${table} (${names.join(', ')}) values ($1, ${columns.map((column) => column.sample).join(', ') || 'default'})`.replace(
    ', default)',
    ')',
  );
}
