import type { RunbookDefinition } from "../run/definition";
import type { ExpectedImport, Where } from "./expected-import.test-support";
import { lineKindsFound } from "./found-lines.test-support";
import {
  at,
  lineIn,
  type Measure,
  matchItems,
  plain,
  type Score,
  sameText,
  score,
  tally,
} from "./match-items.test-support";
import { scoreCommands } from "./measure-commands.test-support";
import { foundSteps, scoreSteps } from "./measure-steps.test-support";

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

const asTally = (line: number, want: string, got: string) => ({ want, got, same: want === got, line });

/** What a document has once, measured where its expectation says it. */
function singles(d: RunbookDefinition, want: ExpectedImport): Measure {
  const measure: Measure = {};
  if (want.title !== undefined)
    measure.title = tally([asTally(1, plain(want.title), plain(d.title))], (x) => x);
  if (want.clockMinutes !== undefined)
    measure["decision clock"] = tally(
      [asTally(1, String(want.clockMinutes), String(d.rollback.clockMinutes))],
      (x) => x,
    );
  if (want.impliedDecision !== undefined) {
    const implied = d.decisionPoints.some((point) => point.implied);
    const word = (yes: boolean) => (yes ? "implied" : "");
    measure["implied go-live"] = tally([asTally(1, word(want.impliedDecision), word(implied))], (x) => x);
  }
  if (want.triggerActions !== undefined)
    measure["trigger actions"] = tally(want.triggerActions, (e) => {
      const found = d.rollback.triggers.find((trigger) => lineIn(e.line, trigger.line));
      return asTally(found?.line ?? 0, e.action, found?.action ?? "");
    });
  return measure;
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
    ...singles(d, want),
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
