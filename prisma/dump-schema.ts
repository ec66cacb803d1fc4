import type { Queryable } from "../lib/server/run/event-log";

const TABLES = `
  SELECT c.relname AS name, string_agg(
    format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
      CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
      COALESCE(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')), E',\\n' ORDER BY a.attnum) AS text
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
  GROUP BY c.relname ORDER BY c.relname`;

const CONSTRAINTS = `
  SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s;', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS text
  FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'c')
    AND conrelid::regclass::text <> '_prisma_migrations'
  ORDER BY conrelid::regclass::text, contype DESC, conname`;

const INDEXES = `
  SELECT indexdef || ';' AS text FROM pg_indexes
  WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint)
  ORDER BY tablename, indexname`;

const FUNCTIONS = `
  SELECT pg_get_functiondef(oid) || ';' AS text FROM pg_proc
  WHERE pronamespace = 'public'::regnamespace ORDER BY proname`;

const TRIGGERS = `
  SELECT pg_get_triggerdef(oid) || ';' AS text FROM pg_trigger
  WHERE NOT tgisinternal AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
  ORDER BY tgrelid::regclass::text, tgname`;

/** The whole schema from the catalogs, in a stable order: for people to read, not to be run. */
export async function dumpSchema(db: Queryable): Promise<string> {
  const texts = async (query: string) =>
    (await db.query<{ text: string }>(query)).rows.map((row) => row.text);
  const tables = await db.query<{ name: string; text: string }>(TABLES);
  const parts = [
    "-- What the migrations make, from the catalogs; a test keeps it true. Not to be run.",
    ...tables.rows.map(({ name, text }) => `CREATE TABLE ${name} (\n${text}\n);`),
    (await texts(CONSTRAINTS)).join("\n"),
    (await texts(INDEXES)).join("\n"),
    ...(await texts(FUNCTIONS)),
    (await texts(TRIGGERS)).join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}
