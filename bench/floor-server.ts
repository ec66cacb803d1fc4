// The floor `sio-notify`: the least that a server can do that commits each write and pushes it to every watcher.
// One SQL statement (INSERT and NOTIFY, fsynced commit), LISTEN, io.emit. No accounts, no rules, no hash chain.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { Server } from "socket.io";
import { startEmbeddedPostgres } from "../lib/server/embedded-postgres";
import { createLog } from "../lib/server/log";

const dataDir = process.env.DATA_DIR;
if (!dataDir) throw new Error("DATA_DIR names the folder of the floor's database");

const insert = {
  name: "insert",
  text: `WITH written AS (INSERT INTO floor_event (body) VALUES ($1) RETURNING id)
         SELECT id, pg_notify('floor_event', id || ' ' || $1) FROM written`,
};

async function readBody(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let text = "";
  for await (const part of request) text += part;
  return text;
}

const postgres = await startEmbeddedPostgres({ dataDir, log: createLog("warn") });
const pool = new pg.Pool({ connectionString: postgres.url, max: 10 });
await pool.query(`CREATE TABLE IF NOT EXISTS floor_event (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)`);

const http = createServer(async (request, response) => {
  try {
    const body = await readBody(request);
    const { rows } = await pool.query<{ id: number }>({ ...insert, values: [body] });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(`{"seq":${rows[0]?.id}}`);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
const io = new Server(http, { transports: ["websocket"], serveClient: false });

const listener = new pg.Client({ connectionString: postgres.url });
await listener.connect();
listener.on("notification", ({ payload = "" }) => {
  const space = payload.indexOf(" ");
  io.emit("event", { seq: Number(payload.slice(0, space)), body: payload.slice(space + 1) });
});
await listener.query("LISTEN floor_event");

process.once("SIGTERM", async () => {
  await io.close();
  await listener.end();
  await pool.end();
  await postgres.stop();
  process.exit(0);
});

http.listen(Number(process.env.PORT), "127.0.0.1", () => {
  const { port } = http.address() as AddressInfo;
  process.stdout.write(`listening on ${port}\n`);
});
