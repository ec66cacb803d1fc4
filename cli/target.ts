import type { RunSummary } from "../lib/protocol/http";
import type { Answer } from "./connection/answer";
import type { Api, Server } from "./connection/api";
import { readCredentials } from "./credentials";
import { Failure } from "./failure";
import { type Context, EXIT, plain } from "./terminal";

/** Options that every command has which talks to a server. */
export interface TargetOptions {
  server?: string;
  run?: string;
  json?: boolean;
}

function usage(message: string): Failure {
  return new Failure(EXIT.unusable, { code: "usage", message });
}

/** An address as it is typed, as an origin: without a path, http for this machine alone, else https. */
export function originOf(text: string): string {
  const local = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?\/?$/.test(text);
  const spelled = /^[a-z]+:\/\//i.test(text) ? text : `${local ? "http" : "https"}://${text}`;
  const url = URL.canParse(spelled) ? new URL(spelled) : null;
  if (
    !url ||
    !["http:", "https:"].includes(url.protocol) ||
    url.username ||
    url.pathname !== "/" ||
    url.search
  ) {
    throw usage(`“${plain(text)}” is no server's address: give one like https://holdpoint.example.org.`);
  }
  return url.origin;
}

/** The server that the command goes to: option, then HOLDPOINT_URL, then the last sign-in. */
export function serverUrl(context: Context, { server }: TargetOptions): string | null {
  const named = server ?? context.variables.HOLDPOINT_URL?.trim();
  return named ? originOf(named) : readCredentials(context).current;
}

function notSignedIn(message: string): Failure {
  return new Failure(EXIT.unauthenticated, { code: "not-signed-in", message });
}

/** The server and the token for it. A stored token goes to the server that it was made by, and to no other. */
export function serverOf(context: Context, options: TargetOptions): Server {
  const url = serverUrl(context, options);
  if (!url)
    throw notSignedIn("No server is known. Sign in with `holdpoint login URL`, or set HOLDPOINT_URL.");
  const given = context.variables.HOLDPOINT_TOKEN?.trim();
  if (given) return { url, token: given, email: null };
  const kept = readCredentials(context).servers[url];
  if (kept) return { url, token: kept.token, email: kept.email };
  throw notSignedIn(
    `You are not signed in at ${url}. Sign in with \`holdpoint login ${url}\`, or set HOLDPOINT_TOKEN.`,
  );
}

/** The value of an answer, or the end of the command. */
export function must<T>(answer: Answer<T>): T {
  switch (answer.kind) {
    case "ok":
      return answer.value;
    case "refused":
      throw new Failure(EXIT.refused, answer.refusal);
    case "unauthenticated":
      throw notSignedIn(`${answer.message} Sign in with \`holdpoint login\`, or set HOLDPOINT_TOKEN.`);
    default:
      throw new Failure(EXIT.away, { code: "away", message: `The server is away. ${answer.message}` });
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The run that is named, wherever: option, then HOLDPOINT_RUN, then `holdpoint use`; null for none. */
function namedRun(context: Context, server: Server, { run }: TargetOptions): string | null {
  const named = run?.trim() || context.variables.HOLDPOINT_RUN?.trim();
  return named || (readCredentials(context).servers[server.url]?.runId ?? null);
}

function listed(runs: readonly RunSummary[]): string {
  return runs
    .map(({ runId, title, status }) => `\n  ${runId.slice(0, 8)}  ${plain(status)}  ${plain(title)}`)
    .join("");
}

/** One run of the server's, by the beginning of its id or by words of its title. */
export function pickRun(runs: readonly RunSummary[], named: string): RunSummary {
  const folded = named.toLowerCase();
  const byId = runs.filter(({ runId }) => runId.startsWith(folded));
  const found = byId.length > 0 ? byId : runs.filter(({ title }) => title.toLowerCase().includes(folded));
  const [first, another] = found;
  if (first && !another) return first;
  throw usage(
    first
      ? `“${plain(named)}” may mean several runs:${listed(found.slice(0, 10))}`
      : `There is no run “${plain(named)}”. \`holdpoint runs\` lists them.`,
  );
}

export async function listRuns(api: Api): Promise<RunSummary[]> {
  return must(await api.get<{ runs: RunSummary[] }>("/api/runs", "runs")).runs;
}

/** The only run that is open, where there is one alone. */
function onlyOpenRun(runs: readonly RunSummary[]): RunSummary {
  const open = runs.filter(({ status }) => status !== "closed");
  const [first, another] = open;
  if (first && !another) return first;
  const why = first ? `Several runs are open:${listed(open.slice(0, 10))}\n` : "No run is open. ";
  throw usage(`${why}Name one with --run, HOLDPOINT_RUN or \`holdpoint use\`.`);
}

/**
 * Id of the run that the command is for. Only a full id is known without asking the server; where none is named, the one
 * open run is meant, and said so.
 */
export async function runIdOf(context: Context, api: Api, options: TargetOptions): Promise<string> {
  const named = namedRun(context, api.server, options);
  if (named && UUID.test(named)) return named.toLowerCase();
  const runs = await listRuns(api);
  if (named) return pickRun(runs, named).runId;
  const only = onlyOpenRun(runs);
  context.err(`For the one open run, ${plain(only.title)} (${only.runId.slice(0, 8)}).\n`);
  return only.runId;
}
