import type { CommandDefinition, PhaseDefinition, RunbookDefinition } from "../run/definition";
import type { ExpectedCommand, ExpectedImport, ExpectedPhase, Where } from "./expected-import.test-support";
import { type FoundStep, lineKindsFound } from "./found-lines.test-support";

/** How one kind of thing came out: counts, and the misses and inventions in words. */
export interface Score {
  found: number;
  expected: number;
  matched: number;
  misses: string[];
  inventions: string[];
}

export type Measure = Record<string, Score>;

export const precision = (s: Score): number => (s.found === 0 ? 1 : s.matched / s.found);
export const recall = (s: Score): number => (s.expected === 0 ? 1 : s.matched / s.expected);

const from = (where: Where): number => (typeof where === "number" ? where : where[0]);
const to = (where: Where): number => (typeof where === "number" ? where : where[1]);
export const lineIn = (where: Where, line: number | null | undefined): boolean =>
  line !== null && line !== undefined && from(where) <= line && line <= to(where);

const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** One text stands within the other, with marks, case and spaces aside. */
export function sameText(a: string, b: string): boolean {
  const [x, y] = [plain(a), plain(b)];
  return x !== "" && y !== "" && (x.includes(y) || y.includes(x));
}

interface Match<E, F> {
  pairs: [E, F][];
  missed: E[];
  invented: F[];
}

/** Pairs each expected item with at most one found item, in order. */
export function matchItems<E, F>(expected: readonly E[], found: readonly F[], same: (e: E, f: F) => boolean) {
  const match: Match<E, F> = { pairs: [], missed: [], invented: [...found] };
  for (const item of expected) {
    const at = match.invented.findIndex((other) => same(item, other));
    const other = match.invented[at];
    if (other === undefined) match.missed.push(item);
    else {
      match.pairs.push([item, other]);
      match.invented.splice(at, 1);
    }
  }
  return match;
}

function score<E extends object | string | number, F>(
  match: Match<E, F>,
  nameMiss: (e: E) => string,
  nameFound: (f: F) => string,
  tolerated: (f: F) => boolean = () => false,
): Score {
  const optional = (e: E) => typeof e === "object" && "optional" in e && e.optional === true;
  const sure = match.pairs.filter(([e]) => !optional(e)).length;
  const missed = match.missed.filter((e) => !optional(e));
  const invented = match.invented.filter((f) => !tolerated(f));
  return {
    found: sure + invented.length,
    expected: sure + missed.length,
    matched: sure,
    misses: missed.map(nameMiss),
    inventions: invented.map(nameFound),
  };
}

const brief = (text: string) => text.replace(/\s+/g, " ").slice(0, 48);
const at = (where: Where | null, text: string) => `${where === null ? "?" : from(where)} ${brief(text)}`;

const allPhases = (d: RunbookDefinition) => [...d.phases, ...d.rollback.phases];
const foundSteps = (d: RunbookDefinition): FoundStep[] =>
  allPhases(d).flatMap((phase) => phase.steps.map((step) => ({ ...step, phase })));

function samePhase(e: ExpectedPhase, index: number, want: ExpectedImport, f: PhaseDefinition): boolean {
  if (e.line !== null) return lineIn(e.line, f.line) && (e.title === null || sameText(e.title, f.title));
  const steps = want.steps.filter((step) => step.phase === index && step.optional !== true);
  const held = steps.filter((step) => f.steps.some((other) => lineIn(step.line, other.line)));
  return held.length > 0 && held.length * 2 >= steps.length;
}

function matchPhases(d: RunbookDefinition, want: ExpectedImport) {
  return matchItems(
    want.phases.map((phase, index) => ({ ...phase, index })),
    allPhases(d),
    (e, f) => samePhase(e, e.index, want, f),
  );
}

function scoreSteps(d: RunbookDefinition, want: ExpectedImport): Measure {
  const phases = matchPhases(d, want);
  const match = matchItems(
    want.steps,
    foundSteps(d),
    (e, f) => lineIn(e.line, f.line) && sameText(e.title, f.title),
  );
  const phaseOf = new Map(phases.pairs.map(([e, f]) => [e.index, f]));
  const placed = match.pairs.filter(([e]) => phaseOf.has(e.phase));
  const name = (role: string | null) => d.roles.find((r) => r.key === role)?.name ?? role ?? "";
  const owned = want.steps.some((step) => step.owner !== undefined) ? match.pairs : [];
  return {
    phases: score(
      phases,
      (e) => at(e.line, e.title ?? "(no heading)"),
      (f) => at(f.line, f.title),
    ),
    "phase kinds": tally(phases.pairs, ([e, f]) => ({
      want: e.kind.join("/"),
      got: f.kind,
      same: e.kind.includes(f.kind),
      line: f.line,
    })),
    steps: score(
      match,
      (e) => at(e.line, e.title),
      (f) => at(f.line, f.title),
    ),
    "steps in phase": tally(placed, ([e, f]) => ({
      want: phaseOf.get(e.phase)?.title ?? "",
      got: f.phase.title,
      same: phaseOf.get(e.phase) === f.phase,
      line: f.line,
    })),
    owners: tally(owned, ([e, f]) => ({
      want: e.owner ?? "",
      got: name(f.role),
      same: plain(e.owner ?? "") === plain(name(f.role)),
      line: f.line,
    })),
  };
}

interface Judged {
  want: string;
  got: string;
  same: boolean;
  line: number;
}

/** Scores an attribute of things that were found: an empty want expects none, an empty got found none. */
function tally<T>(items: readonly T[], judge: (item: T) => Judged): Score {
  const judged = items.map(judge);
  const wrong = judged.filter((j) => !j.same);
  return {
    found: judged.filter((j) => j.got !== "").length,
    expected: judged.filter((j) => j.want !== "").length,
    matched: judged.filter((j) => j.same && j.want !== "").length,
    misses: wrong.filter((j) => j.want !== "").map((j) => `${j.line} ${j.want} (not ${j.got || "none"})`),
    inventions: wrong.filter((j) => j.want === "").map((j) => `${j.line} ${j.got}`),
  };
}

const squeezed = (text: string) => text.replace(/\s+/g, " ").trim();

/** A found block may hold several of the expected commands; a comment above the command may be part of it. */
function covers(e: ExpectedCommand, f: { command: CommandDefinition; step: number }): boolean {
  const end = f.command.line + f.command.text.split("\n").length;
  const reached = f.command.line <= to(e.line) && from(e.line) <= end;
  return reached && lineIn(e.step, f.step) && squeezed(f.command.text).includes(squeezed(e.text));
}

function scoreCommands(d: RunbookDefinition, want: ExpectedImport): Score {
  const found = foundSteps(d).flatMap((step) =>
    step.commands
      .filter((command) => command.copyable !== false)
      .map((command) => ({ command, step: step.line })),
  );
  const sure = want.commands.filter((e) => e.optional !== true);
  const missed = sure.filter((e) => !found.some((f) => covers(e, f)));
  const forbidden = (text: string) =>
    (want.forbidden ?? []).some((no) => squeezed(text).includes(squeezed(no)));
  const swallowed = found.filter(
    ({ command }) =>
      forbidden(command.text) ||
      (want.notCommands ?? []).some(
        (line) => command.line <= line && line < command.line + command.text.split("\n").length,
      ),
  );
  const inventions = found.filter((f) => !want.commands.some((e) => covers(e, f)) || swallowed.includes(f));
  const matched = sure.length - missed.length;
  return {
    found: matched + inventions.length,
    expected: sure.length,
    matched,
    misses: missed.map((e) => at(e.line, e.text)),
    inventions: inventions.map((f) => at(f.command.line, f.command.text)),
  };
}

function scoreLines(
  expected: readonly Where[],
  found: readonly { line: number; text: string }[],
  allowed: readonly Where[],
): Score {
  const match = matchItems(expected, found, (e, f) => lineIn(e, f.line));
  const ranges = expected.filter((where) => typeof where !== "number");
  return score(
    match,
    (e) => at(e, ""),
    (f) => at(f.line, f.text),
    (f) => [...ranges, ...allowed].some((where) => lineIn(where, f.line)),
  );
}

/** A run needs these three, so the importer may add them beside the roles that the text names (rule 12). */
const DEFAULT_ROLES = ["Incident Commander", "Operator", "Scribe"];
const baseName = (name: string) => name.split(/[\\/]/).at(-1)?.toLowerCase() ?? "";

function scoreNames(
  expected: readonly string[],
  found: readonly string[],
  allowed: readonly string[],
  key: (name: string) => string,
): Score {
  const match = matchItems(
    expected,
    [...new Map(found.map((name) => [key(name), name])).values()],
    (e, f) => {
      return key(e) === key(f);
    },
  );
  return score(
    match,
    (e) => e,
    (f) => f,
    (f) => allowed.some((name) => key(name) === key(f)),
  );
}

interface PlacedText {
  line: number;
  text: string;
}

function scoreStepTexts(
  expected: readonly { step: Where; text: string }[],
  found: readonly PlacedText[],
  allowed: readonly { step: Where; text: string }[],
): Score {
  const same = (e: { step: Where; text: string }, f: PlacedText) =>
    lineIn(e.step, f.line) && sameText(e.text, f.text);
  return score(
    matchItems(expected, found, same),
    (e) => at(e.step, e.text),
    (f) => at(f.line, f.text),
    (f) => allowed.some((e) => same(e, f)),
  );
}

function stepTexts(d: RunbookDefinition, want: ExpectedImport): Measure {
  const steps = foundSteps(d);
  const measure: Measure = {};
  if (want.fields !== undefined) {
    const fields = steps.flatMap((step) =>
      [...step.fields, ...step.substeps.flatMap((sub) => sub.fields)]
        .filter((field) => field.type !== "outcome")
        .map((field) => ({ line: step.line, text: field.name })),
    );
    measure.fields = scoreStepTexts(want.fields, fields, want.allowed?.fields ?? []);
  }
  if (want.expected !== undefined) {
    const texts = steps.flatMap((step) => step.expected.map((text) => ({ line: step.line, text })));
    measure.expected = scoreStepTexts(want.expected, texts, want.allowed?.expected ?? []);
  }
  if (want.checks !== undefined) {
    const checks = steps.flatMap((step) => step.checks.map((check) => ({ ...check, line: step.line })));
    measure.checks = score(
      matchItems(
        want.checks,
        checks,
        (e, f) => lineIn(e.step, f.line) && e.op === f.op && sameText(e.right, f.right),
      ),
      (e) => at(e.step, `${e.op} ${e.right}`),
      (f) => at(f.line, `${f.left} ${f.op} ${f.right}`),
    );
  }
  return measure;
}

function artifactNames(d: RunbookDefinition): string[] {
  return [...d.evidence.map((item) => item.name), ...foundSteps(d).flatMap((step) => step.artifacts)];
}

/** Holds what the importer found against what a careful reader expects, kind by kind. */
export function measureImport(d: RunbookDefinition, want: ExpectedImport): Measure {
  const allowed = want.allowed ?? {};
  const roles = d.roles.map((role) => role.name);
  const measure: Measure = {
    ...scoreSteps(d, want),
    commands: scoreCommands(d, want),
    roles: scoreNames(want.roles, roles, [...(allowed.roles ?? []), ...DEFAULT_ROLES], plain),
    artifacts: scoreNames(want.artifacts, artifactNames(d), allowed.artifacts ?? [], baseName),
    ...stepTexts(d, want),
  };
  for (const [kind, found] of lineKindsFound(d, foundSteps(d))) {
    const expected = want[kind];
    if (expected !== undefined) measure[kind] = scoreLines(expected, found, allowed[kind] ?? []);
  }
  if (want.metadata !== undefined) {
    const values = Object.values(d.metadata).filter((v) => want.metadata?.some((e) => sameText(e, v)));
    measure.metadata = scoreNames(
      want.metadata,
      want.metadata.filter((e) => values.some((v) => sameText(e, v))),
      [],
      plain,
    );
  }
  return measure;
}
