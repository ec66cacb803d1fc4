import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { TokenAnswer, TokensAnswer } from "../lib/protocol/http";
import { ask, askSecretly, isInteractive, pipedLines } from "./ask";
import { Api, type Me } from "./connection/api";
import { readCredentials, writeCredentials } from "./credentials";
import { Failure } from "./failure";
import { listRuns, must, originOf, pickRun, serverOf, serverUrl, type TargetOptions } from "./target";
import { type Context, EXIT, plain, toJson } from "./terminal";

export interface LoginOptions extends TargetOptions {
  email?: string;
}

const DEFAULT_URL = "http://localhost:3000";

/** From the terminal; else the first lines that are piped in: the address where --email does not give it, the password. */
async function askWho(context: Context, url: string, given: string | undefined) {
  const known = given ?? context.variables.HOLDPOINT_EMAIL;
  if (isInteractive(context)) {
    const email = known ?? (await ask(context, `E-mail address at ${url}: `));
    return { email, password: await askSecretly(context, "Password: ") };
  }
  const lines = await pipedLines(context);
  return known === undefined
    ? { email: lines[0] ?? "", password: lines[1] ?? "" }
    : { email: known, password: lines[0] ?? "" };
}

function warnOfOpenLine(context: Context, url: string): void {
  const { protocol, hostname: host } = new URL(url);
  if (protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(host)) return;
  context.err(`Careful: ${url} is not encrypted, and everyone on the way can read the password.\n`);
}

/** `holdpoint login [URL]`: the password is kept nowhere, the token in a file that only the user may read. */
export async function login(
  address: string | undefined,
  options: LoginOptions,
  context: Context,
): Promise<number> {
  const url = address ? originOf(address) : (serverUrl(context, options) ?? DEFAULT_URL);
  warnOfOpenLine(context, url);
  const { email, password } = await askWho(context, url, options.email);
  const tokenName = `holdpoint at ${plain(hostname()).slice(0, 40)}, ${randomBytes(3).toString("hex")}`;
  const made = must(
    await new Api({ url, token: "", email: null }).post<TokenAnswer>(
      "/api/tokens",
      { email: email.trim(), password, name: tokenName },
      "token",
      "expiresAt",
    ),
  );
  const me = must(await new Api({ url, token: made.token, email }).get<Me>("/api/me", "personId", "email"));
  const kept = readCredentials(context);
  const runId = kept.servers[url]?.runId ?? null;
  const signIn = { email: me.email, name: me.name, ...made, tokenName, runId };
  const file = writeCredentials(context, { current: url, servers: { ...kept.servers, [url]: signIn } });
  const shown = { url, email: me.email, name: me.name, expiresAt: made.expiresAt, file };
  if (options.json) context.out(toJson(shown));
  else {
    context.out(`signed in at ${url} as ${plain(me.name)}, until ${plain(made.expiresAt).slice(0, 10)}\n`);
    context.err(`The token is in ${file}, which only you may read.\n`);
  }
  return EXIT.done;
}

/** `holdpoint logout`: revokes the token on the server, and forgets it here even where the server is away. */
export async function logout(options: TargetOptions, context: Context): Promise<number> {
  const url = serverUrl(context, options);
  const kept = readCredentials(context);
  const signIn = url === null ? undefined : kept.servers[url];
  if (url === null || !signIn) {
    throw new Failure(EXIT.unauthenticated, { code: "not-signed-in", message: "You are not signed in." });
  }
  const api = new Api({ url, token: signIn.token, email: signIn.email });
  const listed = await api.get<TokensAnswer>("/api/tokens", "tokens");
  const mine =
    listed.kind === "ok" ? listed.value.tokens.find(({ name }) => name === signIn.tokenName) : undefined;
  const revoked =
    listed.kind === "unauthenticated" || (mine !== undefined && (await api.revoke(mine.tokenId)));
  const { [url]: _forgotten, ...servers } = kept.servers;
  writeCredentials(context, { current: Object.keys(servers)[0] ?? null, servers });
  if (options.json) context.out(toJson({ url, revoked }));
  else context.out(`signed out at ${url}\n`);
  if (!revoked) context.err("The server could not be told: revoke the token in its settings.\n");
  return EXIT.done;
}

/** `holdpoint whoami`. */
export async function whoami(options: TargetOptions, context: Context): Promise<number> {
  const server = serverOf(context, options);
  const me = must(await new Api(server).get<Me>("/api/me", "personId", "email"));
  if (options.json) context.out(toJson({ url: server.url, ...me }));
  else context.out(`${plain(me.name)} <${plain(me.email)}> at ${server.url}\n`);
  return EXIT.done;
}

/** `holdpoint use RUN`: the run that commands are for from now on, where none is named. */
export async function use(named: string, options: TargetOptions, context: Context): Promise<number> {
  const server = serverOf(context, options);
  const kept = readCredentials(context);
  const signIn = kept.servers[server.url];
  if (!signIn) {
    const message = "Only a sign-in on this machine can keep a run; with HOLDPOINT_TOKEN, set HOLDPOINT_RUN.";
    throw new Failure(EXIT.unauthenticated, { code: "not-signed-in", message });
  }
  const run = pickRun(await listRuns(new Api(server)), named);
  writeCredentials(context, {
    current: server.url,
    servers: { ...kept.servers, [server.url]: { ...signIn, runId: run.runId } },
  });
  if (options.json) context.out(toJson({ url: server.url, runId: run.runId, title: run.title }));
  else context.out(`commands are for ${plain(run.title)} (${run.runId}) from now on\n`);
  return EXIT.done;
}

/** `holdpoint runs`: what there is to choose from. */
export async function runs(options: TargetOptions, context: Context): Promise<number> {
  const found = await listRuns(new Api(serverOf(context, options)));
  if (options.json) context.out(toJson({ runs: found }));
  else if (found.length === 0) context.out("no runs yet\n");
  else {
    for (const { runId, kind, status, t0, title } of found) {
      context.out(
        `${runId.slice(0, 8)}  ${kind.padEnd(10)}  ${status.padEnd(12)}  T-0 ${t0.slice(0, 16)}Z  ${plain(title)}\n`,
      );
    }
  }
  return EXIT.done;
}
