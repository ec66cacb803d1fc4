#!/usr/bin/env node
// Stands in for Prisma's native schema engine: the same arguments and JSON-RPC over stdio, served by the official
// WASM build over @prisma/adapter-pg. It relies on internals of the pinned Prisma CLI (see scripts/prisma.mjs).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as wasm from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const panic = {
  message: "",
  set_message(message) {
    this.message = `RuntimeError: ${message}`;
  },
};
globalThis.PRISMA_WASM_PANIC_REGISTRY = panic;

function report(level, message, code) {
  const fields = code ? { message, error_code: code } : { message };
  process.stderr.write(`${JSON.stringify({ level, target: "schema_engine::logger", fields })}\n`);
}

process.on("uncaughtException", (error) => {
  report("ERROR", panic.message || error?.stack || String(error));
  process.exit(101);
});

function loadWasm() {
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const bytes = readFileSync(entry.replace(/schema_engine\.js$/, "schema_engine_bg.wasm"));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { "./schema_engine_bg.js": wasm });
  wasm.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

function parseArguments(argv) {
  const parsed = { datamodels: [], url: process.env.DATABASE_URL, cliCommand: null };
  argv.forEach((argument, index) => {
    const next = argv[index + 1];
    if (argument === "--datamodels") parsed.datamodels.push(next);
    else if (argument === "--datasource") parsed.url = JSON.parse(next).url ?? parsed.url;
    else if (argument === "cli") parsed.cliCommand = next;
  });
  return parsed;
}

const options = parseArguments(process.argv.slice(2));

/** pg lets a connection string override `database`, which would send shadow migrations to the real one. */
function connectionSettings(url) {
  const address = new URL(url ?? "postgresql://invalid");
  const ssl = address.searchParams.get("sslmode");
  return {
    host: address.searchParams.get("host") ?? address.hostname,
    port: Number(address.port || 5432),
    user: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
    database: decodeURIComponent(address.pathname.slice(1)) || "postgres",
    ...(ssl && ssl !== "disable" ? { ssl: { rejectUnauthorized: ssl.startsWith("verify") } } : {}),
  };
}

const settings = connectionSettings(options.url);

async function withClient(config, use) {
  const client = new pg.Client({ connectionTimeoutMillis: 5000, ...config });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

const statement = (sql, database = "postgres") =>
  withClient({ ...settings, database }, (client) => client.query(sql));

const ERROR_CODES = { "3D000": "P1003", "28P01": "P1000" };

/** `schema-engine cli create-database | drop-database | can-connect-to-database`. */
async function runCli(command) {
  const name = pg.escapeIdentifier(settings.database);
  try {
    if (command === "create-database") await statement(`CREATE DATABASE ${name}`);
    else if (command === "drop-database") await statement(`DROP DATABASE IF EXISTS ${name}`);
    else await statement("SELECT 1", settings.database);
    process.exit(0);
  } catch (error) {
    // The CLI drops the first line of stderr, then parses every line as JSON.
    process.stderr.write("schema-engine\n");
    report("ERROR", error.message || String(error.code), ERROR_CODES[error.code] ?? "P1001");
    process.exit(1);
  }
}

// The adapter refuses the catalog type "char" (oid 18), which the engine wants as a Character. It is passed off as
// uuid (oid 2950), which no catalog query returns, and turned into Character on its way out.
const CHAR_OID = 18;
const UUID_OID = 2950;

function disguiseChar(result) {
  for (const field of result?.fields ?? []) if (field.dataTypeID === CHAR_OID) field.dataTypeID = UUID_OID;
  return result;
}

class CatalogClient extends pg.Client {
  query(...args) {
    const callback = args.at(-1);
    if (typeof callback === "function") {
      args[args.length - 1] = (error, result) => callback(error, disguiseChar(result));
      return super.query(...args);
    }
    const query = super.query(...args);
    return typeof query?.then === "function" ? query.then(disguiseChar) : query;
  }
}

const poolSettings = { ...settings, max: 2, Client: CatalogClient };
const schema = options.url ? (new URL(options.url).searchParams.get("schema") ?? undefined) : undefined;

class EngineAdapterFactory extends PrismaPg {
  async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const columnTypes = result.columnTypes.map((type) =>
        type === ColumnTypeEnum.Uuid ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    };
    return adapter;
  }

  /** The adapter's own version drops the database before it closes its pool, and so leaves it behind. */
  async connectToShadowDb() {
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    await statement(`CREATE DATABASE "${name}"`);
    const shadow = await new EngineAdapterFactory({ ...poolSettings, database: name }, { schema }).connect();
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await statement(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    };
    return shadow;
  }
}

let engine;

function schemaEngine() {
  const files = options.datamodels.map((path) => [path, readFileSync(path, "utf8")]);
  const factory = bindMigrationAwareSqlAdapterFactory(new EngineAdapterFactory(poolSettings, { schema }));
  engine ??= wasm.SchemaEngine.new(
    { datamodels: files.length > 0 ? files : undefined },
    (line) => process.env.DEBUG && process.stderr.write(`${line}\n`),
    factory,
  );
  return engine;
}

async function call(method, params) {
  const target = await schemaEngine();
  if (method === "getDatabaseVersion") return await target.version(params ?? undefined);
  if (method === "createDatabase") return { databaseName: settings.database };
  if (typeof target[method] !== "function") throw new Error(`The schema engine has no method ${method}.`);
  const result = await target[method](params);
  if (method === "diff" && result?.stdout != null) {
    send({ method: "print", params: { content: result.stdout }, id: 0 });
  }
  return result ?? {};
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function failure(error) {
  const isPanic = error?.name === "RuntimeError";
  const message = isPanic ? panic.message : (error?.message ?? String(error));
  return {
    code: 4466,
    message: "An error happened. Check the data field for details.",
    data: { is_panic: isPanic, message, meta: error?.meta, error_code: error?.code },
  };
}

loadWasm();
if (options.cliCommand) await runCli(options.cliCommand);
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  const request = line.trim() ? JSON.parse(line) : {};
  if (!request.method) continue; // an acknowledgement of our own `print`
  try {
    send({ id: request.id, result: (await call(request.method, request.params)) ?? {} });
  } catch (error) {
    send({ id: request.id, error: failure(error) });
  }
}
process.exit(0);
