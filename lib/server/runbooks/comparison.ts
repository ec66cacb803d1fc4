import type { ComparisonAnswer } from "../../protocol/http";
import { commandAndGateComparison } from "../../run/compare/command-and-gate";
import { compareTranscripts } from "../../run/compare/compare-transcripts";
import { transcriptVerdict } from "../../run/compare/transcript-verdict";
import { compareDefinitions } from "../../run/compare-definitions";
import type { RunbookDefinition } from "../../run/definition";
import { readSource } from "../../runbook/source-text";
import { failed, type Outcome } from "../api/problem";
import type { Services } from "../services";
import { maskedSource } from "./masked-source";
import { findVersion } from "./runbooks";

interface Named {
  slug: string;
  version: number;
}

/** Two versions of one runbook or of two, compared in meaning, and by commands and gates as a rehearsal is. */
export async function compareVersions(
  services: Pick<Services, "db">,
  before: Named,
  after: Named,
): Promise<Outcome<ComparisonAnswer>> {
  const [one, two] = await Promise.all(
    [before, after].map(({ slug, version }) => findVersion(services, slug, version)),
  );
  if (!two) return failed("not-found", "There is no such version of a runbook.");
  if (!one)
    return failed("not-found", `There is no version ${before.version} of a runbook “${before.slug}”.`);
  const name = ({ slug, version, title, sha256 }: typeof one) => ({ slug, version, title, sha256 });
  return {
    ok: true,
    value: {
      before: name(one),
      after: name(two),
      changes: compareDefinitions(one.definition, two.definition),
      commandAndGate: commandAndGateComparison(one.definition, two.definition),
      transcript: await transcriptOf(services, { before, after }, one.definition, two.definition),
    },
  };
}

/** `before` read as the runbook, `after` as the checklist that is held against it. */
async function transcriptOf(
  services: Pick<Services, "db">,
  { before, after }: { before: Named; after: Named },
  runbook: RunbookDefinition,
  checklist: RunbookDefinition,
): Promise<ComparisonAnswer["transcript"]> {
  const [one, two] = await Promise.all(
    [before, after].map(
      async ({ slug, version }) => readSource(await maskedSource(services, slug, version)).lines,
    ),
  );
  const comparison = compareTranscripts(
    { definition: runbook, lines: one ?? [] },
    { definition: checklist, lines: two ?? [] },
  );
  return { verdict: transcriptVerdict(comparison), ...comparison };
}
