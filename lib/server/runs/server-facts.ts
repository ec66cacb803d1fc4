import type { CommandBody } from "../../protocol/commands.schema";
import type { AmendmentFact } from "../../run/amendment-state";
import type { ServerFacts } from "../../run/commands";
import { compareDefinitions } from "../../run/compare-definitions";
import type { RunState } from "../../run/state";
import { approvalFacts } from "../runbooks/approval-facts";
import { findClearance } from "../runbooks/clearance";
import { readDefinition } from "../runbooks/stored-definition";
import type { Services } from "../services";
import { awayPeople } from "./away";
import { executedDefinition } from "./executed-definition";

type FactServices = Pick<Services, "db" | "runs" | "presence">;

/** A version of the run's runbook against what the run executes; null where there is no such version. */
async function amendmentFact(
  services: FactServices,
  state: RunState,
  number: number,
): Promise<AmendmentFact | null> {
  const version = await services.db.prisma.runbookVersion.findFirst({
    where: { number, runbook: { slug: state.runbook.slug } },
    select: { id: true, number: true, sha256: true, createdBy: true, definition: true },
  });
  const current = await executedDefinition(services, state.runId);
  if (!version || !current) return null;
  const definition = readDefinition(version.definition);
  return {
    fromSha256: current.sha256,
    runbookVersion: version.number,
    sha256: version.sha256,
    definition,
    changes: compareDefinitions(current, definition),
    authorId: version.createdBy,
    approvals: await approvalFacts(services, version),
  };
}

/** The number of the version that an amendment command is about; null where it is about none that is open. */
function amendmentVersion(body: CommandBody, state: RunState): number | null {
  if (body.type === "ProposeAmendment") return body.version;
  const open = body.type === "ApproveAmendment" && state.amendment?.id === body.amendmentId;
  return open ? (state.amendment?.runbookVersion ?? null) : null;
}

/**
 * What the rules ask of the server for this command, and the run's log does not know: approvals and rehearsals for a
 * start, who is away for a change of command, the other version for an amendment. Undefined where they ask nothing.
 */
export async function factsFor(
  services: FactServices,
  runId: string,
  body: CommandBody,
): Promise<ServerFacts | undefined> {
  switch (body.type) {
    case "StartRun": {
      const head = await services.runs.states.load(runId);
      const clearance = head && (await findClearance(services, head.state.runbook));
      return clearance ? { clearance } : undefined;
    }
    case "AssumeCommand":
    case "AppointDecider": {
      const head = await services.runs.states.refresh(runId);
      return head ? { away: await awayPeople(services, runId, head.state) } : undefined;
    }
    case "ProposeAmendment":
    case "ApproveAmendment": {
      const head = await services.runs.states.refresh(runId);
      const number = head && amendmentVersion(body, head.state);
      const amendment = head && number ? await amendmentFact(services, head.state, number) : null;
      return amendment ? { amendment } : undefined;
    }
    default:
      return undefined;
  }
}
