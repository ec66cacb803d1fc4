import type { Queryable } from "../run/event-log";

export interface Table {
  name: string;
  columns: string[];
}

/** Written by the migrations themselves. */
const LEDGER = "_prisma_migrations";

const TABLES = `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '${LEDGER}'
    AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  GROUP BY c.relname ORDER BY c.relname`;

const REFERENCES = `SELECT o.relname AS "from", t.relname AS "to"
  FROM pg_constraint k JOIN pg_class o ON o.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
  WHERE k.contype = 'f' AND o.relnamespace = 'public'::regnamespace AND o.oid <> t.oid`;

/** Those that others refer to first. Throws where tables refer to each other in a ring. */
function inOrder(tables: readonly Table[], references: readonly { from: string; to: string }[]): Table[] {
  const ordered: Table[] = [];
  let waiting = [...tables];
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(
      ({ name }) => !references.some(({ from, to }) => from === name && names.has(to)),
    );
    if (ready.length === 0) throw new Error(`tables refer to each other: ${[...names].join(", ")}`);
    ordered.push(...ready);
    const done = new Set(ready);
    waiting = waiting.filter((table) => !done.has(table));
  }
  return ordered;
}

/** The product's tables, from the catalog: none can be forgotten. */
export async function listTables(db: Queryable): Promise<Table[]> {
  const tables = await db.query<Table>(TABLES);
  const references = await db.query<{ from: string; to: string }>(REFERENCES);
  return inOrder(tables.rows, references.rows);
}

export async function listSequences(db: Queryable): Promise<{ name: string; value: string }[]> {
  const { rows } = await db.query<{ name: string; value: string }>(
    `SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
     WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename`,
  );
  return rows;
}

export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** `"name" ("a", "b")`, as COPY wants it. */
export function copyTarget({ name, columns }: Table): string {
  return `${quoted(name)} (${columns.map(quoted).join(", ")})`;
}
