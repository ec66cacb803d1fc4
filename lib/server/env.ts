import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseByteSize } from "./byte-size";
import { readOutgoing, type SmtpSettings } from "./env-outgoing";
import { EnvError, given, readUrl, type Variables } from "./env-values";

/** What the environment said, checked. */
export interface Env {
  port: number;
  /** Whether PORT was given; if not, the next free one is as good. */
  portGiven: boolean;
  host: string;
  /** Origin that browsers see, without a trailing slash. */
  publicUrl: string;
  /** Whether PUBLIC_URL was given, or made up from host and port. */
  publicUrlGiven: boolean;
  /** Addresses of proxies whose X-Forwarded-* headers are believed; empty believes nobody. */
  trustProxy: string[];
  dataDir: string;
  authSecret: string;
  /** Null: the embedded PostgreSQL below `dataDir`. */
  databaseUrl: string | null;
  demo: boolean;
  logLevel: string;
  firstAdmin: { email: string; password: string; name: string } | null;
  /** Largest artifact that is taken, bytes. */
  evidenceMaxBytes: number;
  /** How mail is sent; null where it is not. */
  smtp: SmtpSettings | null;
  /** Hosts of webhooks that are reached though their addresses are not public; lower case. */
  outgoingAllow: string[];
}

const OUR_NAMES = new Set([
  "HOLDPOINT_DEMO",
  "HOLDPOINT_FIRST_ADMIN_EMAIL",
  "HOLDPOINT_FIRST_ADMIN_PASSWORD",
  "HOLDPOINT_FIRST_ADMIN_NAME",
  "HOLDPOINT_EVIDENCE_MAX_BYTES",
  "HOLDPOINT_SMTP_URL",
  "HOLDPOINT_MAIL_FROM",
  "HOLDPOINT_OUTGOING_ALLOW",
]);

/** The command line's, which may stand in the environment that a server or a backup is started from. */
const COMMAND_LINE_NAMES = new Set(["HOLDPOINT_URL", "HOLDPOINT_TOKEN", "HOLDPOINT_RUN"]);

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];
const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);
const SHORTEST_SECRET = 32;

function refuseUnknown(variables: Variables): void {
  for (const name of Object.keys(variables)) {
    if (!name.startsWith("HOLDPOINT_") || OUR_NAMES.has(name) || COMMAND_LINE_NAMES.has(name)) continue;
    throw new EnvError(`${name} is not a setting of Holdpoint. Known are ${[...OUR_NAMES].join(", ")}.`);
  }
}

function readPort(variables: Variables): number {
  const text = given(variables, "PORT") ?? "3000";
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new EnvError(`PORT must be a number from 0 to 65535, and is "${text}".`);
}

function localUrl(host: string, port: number): string {
  return `http://${LOOPBACK.has(host) || host === "0.0.0.0" ? "localhost" : host}:${port}`;
}

/** The same settings on the port that was really taken. */
export function withPort(env: Env, port: number): Env {
  return { ...env, port, publicUrl: env.publicUrlGiven ? env.publicUrl : localUrl(env.host, port) };
}

function readPublicUrl(variables: Variables, host: string, port: number): string {
  const text = given(variables, "PUBLIC_URL");
  if (!text) return localUrl(host, port);
  const url = readUrl("PUBLIC_URL", text, ["http:", "https:"]);
  if (url.pathname !== "/" || url.search || url.hash) {
    throw new EnvError(
      "PUBLIC_URL must be an origin alone, such as https://holdpoint.example.org, without a path.",
    );
  }
  return url.origin;
}

function readDatabaseUrl(variables: Variables): string | null {
  const text = given(variables, "DATABASE_URL");
  if (text) readUrl("DATABASE_URL", text, ["postgresql:", "postgres:"]);
  return text;
}

function readSwitch(variables: Variables, name: string): boolean | null {
  const text = given(variables, name)?.toLowerCase();
  if (text === undefined) return null;
  if (["1", "true", "on", "yes"].includes(text)) return true;
  if (["0", "false", "off", "no"].includes(text)) return false;
  throw new EnvError(`${name} must be 1 or 0, and is "${text}".`);
}

/** Demo people have published passwords: they live only where nobody else can come. */
function readDemo(variables: Variables, host: string, databaseUrl: string | null): boolean {
  const wanted = readSwitch(variables, "HOLDPOINT_DEMO");
  const obstacle = databaseUrl
    ? "DATABASE_URL is set: the demo runs on the embedded database only"
    : LOOPBACK.has(host)
      ? null
      : `HOST is ${host}: the demo answers on a loopback address only`;
  if (wanted === true && obstacle) throw new EnvError(`HOLDPOINT_DEMO=1 is refused, because ${obstacle}.`);
  return wanted ?? obstacle === null;
}

function readFirstAdmin(variables: Variables): Env["firstAdmin"] {
  const email = given(variables, "HOLDPOINT_FIRST_ADMIN_EMAIL")?.toLowerCase() ?? null;
  const password = given(variables, "HOLDPOINT_FIRST_ADMIN_PASSWORD");
  if (!email && !password) return null;
  if (!email || !password) {
    throw new EnvError(
      "HOLDPOINT_FIRST_ADMIN_EMAIL and HOLDPOINT_FIRST_ADMIN_PASSWORD are given together, or neither.",
    );
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw new EnvError("HOLDPOINT_FIRST_ADMIN_EMAIL is not an e-mail address.");
  if (password.length < 12)
    throw new EnvError("HOLDPOINT_FIRST_ADMIN_PASSWORD must have at least 12 characters.");
  return { email, password, name: given(variables, "HOLDPOINT_FIRST_ADMIN_NAME") ?? "Administrator" };
}

function keptSecret(dataDir: string): string {
  const file = join(dataDir, "auth-secret");
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    const secret = randomBytes(32).toString("base64url");
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: "wx" });
    return secret;
  }
}

function readAuthSecret(variables: Variables, dataDir: string, databaseUrl: string | null): string {
  const text = given(variables, "AUTH_SECRET");
  if (text && text.length < SHORTEST_SECRET) {
    throw new EnvError(
      `AUTH_SECRET must have at least ${SHORTEST_SECRET} characters; \`openssl rand -base64 32\` makes one.`,
    );
  }
  if (text) return text;
  if (databaseUrl) {
    throw new EnvError(
      "AUTH_SECRET is needed where DATABASE_URL is set, the same on every node; `openssl rand -base64 32` makes one.",
    );
  }
  return keptSecret(dataDir);
}

function readTrustProxy(variables: Variables): string[] {
  const list = (given(variables, "TRUST_PROXY") ?? "").split(",").map((part) => part.trim());
  const wrong = list.find(
    (part) => part !== "" && part !== "loopback" && !/^[0-9a-f.:]+(\/\d{1,3})?$/i.test(part),
  );
  if (wrong === undefined) return list.filter((part) => part !== "");
  throw new EnvError(
    `TRUST_PROXY lists addresses of proxies, such as 10.0.0.0/8, or loopback; "${wrong}" is neither.`,
  );
}

function readLogLevel(variables: Variables): string {
  const level = given(variables, "LOG_LEVEL")?.toLowerCase() ?? "info";
  if (LOG_LEVELS.includes(level)) return level;
  throw new EnvError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}, and is "${level}".`);
}

function readEvidenceLimit(variables: Variables): number {
  const text = given(variables, "HOLDPOINT_EVIDENCE_MAX_BYTES") ?? "512MB";
  const bytes = parseByteSize(text);
  if (bytes !== null && bytes > 0) return bytes;
  throw new EnvError(
    `HOLDPOINT_EVIDENCE_MAX_BYTES must be a number of bytes, or one with KB, MB or GB behind it, and is "${text}".`,
  );
}

/** The one place that reads the environment. Throws EnvError with a sentence. Makes the kept secret where needed. */
export function readEnv(variables: Variables = process.env): Env {
  refuseUnknown(variables);
  const port = readPort(variables);
  const host = given(variables, "HOST") ?? "127.0.0.1";
  const dataDir = resolve(given(variables, "DATA_DIR") ?? ".data");
  const databaseUrl = readDatabaseUrl(variables);
  return {
    port,
    portGiven: given(variables, "PORT") !== null,
    host,
    publicUrl: readPublicUrl(variables, host, port),
    publicUrlGiven: given(variables, "PUBLIC_URL") !== null,
    trustProxy: readTrustProxy(variables),
    dataDir,
    databaseUrl,
    demo: readDemo(variables, host, databaseUrl),
    logLevel: readLogLevel(variables),
    firstAdmin: readFirstAdmin(variables),
    evidenceMaxBytes: readEvidenceLimit(variables),
    ...readOutgoing(variables),
    authSecret: readAuthSecret(variables, dataDir, databaseUrl),
  };
}
