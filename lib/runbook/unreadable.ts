import type { RunbookDefinition } from "../run/definition";
import type { ImportDraft } from "./draft";
import { remainingProse } from "./prose";

/** A definition without structure: all of the text as prose, and the reason as an error. */
export function unreadable(
  draft: ImportDraft,
  sha256: string,
  code: string,
  message: string,
): RunbookDefinition {
  draft.diagnostics.add(1, "error", code, message);
  const rest = remainingProse(draft.source.lines, draft.ledger, [], new Set());
  return {
    title: "Untitled runbook",
    sha256,
    metadata: {},
    roles: [],
    phases: [],
    decisionPoints: [],
    rollback: { triggers: [], clockMinutes: 5, phases: [] },
    exitCodes: [],
    policy: {
      approvals: 1,
      rehearsal: "none",
      productionForbidden: false,
      environments: ["rehearsal", "production"],
    },
    communications: { templates: [], cadence: [], channels: [] },
    hypercare: { checks: [], schedule: [], focus: [] },
    evidence: [],
    taxonomy: [],
    finalRecord: [],
    completion: [],
    contacts: [],
    variables: [],
    prose: rest.prose,
    lines: rest.lines,
    diagnostics: draft.diagnostics.sorted(),
  };
}
