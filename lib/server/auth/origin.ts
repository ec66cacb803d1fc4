import type { Env } from "../env";

type OriginEnv = Pick<Env, "publicUrl" | "port">;

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Whether browsers come by TLS. */
export function isSecure({ publicUrl }: Pick<Env, "publicUrl">): boolean {
  return publicUrl.startsWith("https://");
}

interface OwnNames {
  origins: ReadonlySet<string>;
  hosts: ReadonlySet<string>;
}

/** Every request asks twice, and parsing addresses is dear; a node's settings do not change. */
const known = new WeakMap<OriginEnv, OwnNames>();

/** What is this product. A product that lives on a loopback address has all of its names. */
function ownNames(env: OriginEnv): OwnNames {
  const names = known.get(env);
  if (names) return names;
  const origins = ownOrigins(env);
  const made = { origins: new Set(origins), hosts: new Set(origins.map((origin) => new URL(origin).host)) };
  known.set(env, made);
  return made;
}

function ownOrigins({ publicUrl, port }: OriginEnv): string[] {
  const own = new URL(publicUrl);
  if (!LOOPBACK.includes(own.hostname)) return [own.origin];
  const ports = new Set([own.port || "80", String(port)]);
  const names = LOOPBACK.flatMap((name) =>
    [...ports].map((p) => `http://${name}${p === "80" ? "" : `:${p}`}`),
  );
  return [own.origin, ...names];
}

/** For requests that a cookie speaks for: the page that sent it must be ours, and must say so. */
export function isOwnOrigin(env: OriginEnv, origin: string | null | undefined): boolean {
  return typeof origin === "string" && ownNames(env).origins.has(origin);
}

/** Against DNS rebinding: only under our own names do we answer. */
export function isOwnHost(env: OriginEnv, host: string | null | undefined): boolean {
  return typeof host === "string" && ownNames(env).hosts.has(host.toLowerCase());
}
