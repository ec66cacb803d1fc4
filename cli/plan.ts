import { readFileSync } from "node:fs";
import type { PlannedAnswer, RunbookAnswer } from "../lib/protocol/http";
import { instant } from "../lib/run/instant";
import { isRecord } from "./connection/answer";
import { Api } from "./connection/api";
import { Failure } from "./failure";
import { readFields } from "./step";
import { must, serverOf, type TargetOptions } from "./target";
import { type Context, EXIT, plain, toJson } from "./terminal";

export interface PlanOptions extends TargetOptions {
  file?: string;
  runbook?: string;
  kind?: string;
  title?: string;
  t0?: string;
  timeZone?: string;
  window?: string;
  var: string[];
  role: string[];
  deputy?: string;
  continues?: string;
}

function usage(message: string): Failure {
  return new Failure(EXIT.unusable, { code: "usage", message });
}

function fromFile(path: string | undefined): Record<string, unknown> {
  if (path === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path === "-" ? 0 : path, "utf8"));
  } catch (error) {
    throw usage(
      `${plain(path)} is no plan in JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (!isRecord(value)) throw usage(`${plain(path)} must hold one JSON object, as POST /api/runs takes it.`);
  return value;
}

function instantOf(text: string, option: string): string {
  const at = instant(text);
  if (at === null) throw usage(`${option} takes an instant with its zone, like 2026-12-01T02:00:00+01:00.`);
  return at;
}

function windowOf(text: string): { start: string; end: string } {
  const [start, end, more] = text.split("/");
  if (start === undefined || end === undefined || more !== undefined)
    throw usage("--window takes START/END.");
  return { start: instantOf(start, "--window"), end: instantOf(end, "--window") };
}

function rolesOf(given: readonly string[]): { role: string; email: string }[] {
  return Object.entries(readFields(given, "--role")).flatMap(([role, emails]) =>
    emails.split(",").map((email) => ({ role, email: email.trim() })),
  );
}

/** `SLUG` or `SLUG@VERSION`; the newest version where none is named. */
async function versionOf(api: Api, named: string): Promise<{ slug: string; version: number }> {
  const [slug = "", version] = named.split("@");
  if (version !== undefined) {
    if (!/^\d{1,7}$/.test(version)) throw usage("--runbook takes SLUG or SLUG@VERSION.");
    return { slug, version: Number(version) };
  }
  const runbook = must(await api.get<RunbookAnswer>(`/api/runbooks/${encodeURIComponent(slug)}`, "versions"));
  const newest = Math.max(...runbook.versions.map((each) => each.version));
  return { slug, version: newest };
}

async function bodyOf(api: Api, options: PlanOptions): Promise<Record<string, unknown>> {
  const file = fromFile(options.file);
  const { kind, title, timeZone, deputy, continues } = options;
  const given = Object.entries({ kind, title, timeZone, deputy, continues }).filter(
    ([, value]) => value !== undefined,
  );
  const body: Record<string, unknown> = {
    roles: [],
    ...file,
    ...Object.fromEntries(given),
    ...(options.runbook === undefined ? {} : await versionOf(api, options.runbook)),
    ...(options.t0 === undefined ? {} : { t0: instantOf(options.t0, "--t0") }),
    ...(options.window === undefined ? {} : { window: windowOf(options.window) }),
  };
  if (options.var.length > 0)
    body.variables = {
      ...(isRecord(file.variables) ? file.variables : {}),
      ...readFields(options.var, "--var"),
    };
  if (options.role.length > 0) body.roles = rolesOf(options.role);
  body.timeZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  const missing = [
    ["slug", "--runbook"],
    ["kind", "--kind"],
    ["title", "--title"],
    ["t0", "--t0"],
  ].flatMap(([name = "", option]) => (body[name] === undefined ? [option] : []));
  if (missing.length > 0) throw usage(`The plan lacks ${missing.join(", ")}.`);
  return body;
}

function missingText({ missingRoles, missingVariables, missingDeputy }: PlannedAnswer): string {
  const roles = missingRoles.map(({ role, name }) => `  - nobody holds ${plain(name)} (${plain(role)})\n`);
  const variables = missingVariables.map((name) => `  - {{${plain(name)}}} has no value\n`);
  const all = [...roles, ...variables, ...(missingDeputy ? ["  - there is no deputy\n"] : [])];
  return all.length > 0 ? `Before it can start:\n${all.join("")}` : "";
}

/** `holdpoint plan`: from options, a JSON file, or both; options win. */
export async function plan(options: PlanOptions, context: Context): Promise<number> {
  const api = new Api(serverOf(context, options));
  const planned = must(await api.post<PlannedAnswer>("/api/runs", await bodyOf(api, options), "runId"));
  if (options.json) context.out(toJson({ ...planned, url: `${api.server.url}/runs/${planned.runId}` }));
  else {
    context.out(`planned as ${planned.runId}\n${missingText(planned)}`);
    context.err(
      `${api.server.url}/runs/${planned.runId}\nTo work on it from here: holdpoint use ${planned.runId}\n`,
    );
  }
  return EXIT.done;
}
