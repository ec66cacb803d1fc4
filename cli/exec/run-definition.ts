import type { VersionAnswer } from "../../lib/protocol/http";
import type { RunbookDefinition } from "../../lib/run/definition";
import type { ChainedEvent } from "../../lib/run/events";
import type { RunState } from "../../lib/run/state";
import type { Answer } from "../connection/answer";
import type { Api } from "../connection/api";

const PAGE = 1_000;

/** The definition that an event brought: the plan's, or an amendment's. */
function definitionIn(event: ChainedEvent | undefined, version: number): RunbookDefinition | null {
  if (event?.type !== "RunPlanned" && event?.type !== "AmendmentApplied") return null;
  return event.payload.runbookVersion === version ? event.payload.definition : null;
}

/** Through the log, for a token that may read nothing but its run. */
async function fromLog(api: Api, runId: string, version: number): Promise<RunbookDefinition | null> {
  for (let after = 0; ; ) {
    const page = await api.events(runId, after, PAGE);
    if (page.kind !== "ok") return null;
    for (const event of page.value.events) {
      const definition = definitionIn(event, version);
      if (definition) return definition;
    }
    const last = page.value.events.at(-1)?.seq;
    if (last === undefined || last >= page.value.headSeq) return null;
    after = last;
  }
}

/** The script table of the text that the run executes: the only thing of it that the state does not have. */
export async function exitCodesOf(
  api: Api,
  runId: string,
  { runbook }: RunState,
): Promise<Answer<RunbookDefinition["exitCodes"]>> {
  const first = await api.events(runId, 0, 1);
  if (first.kind !== "ok") return first;
  const planned = definitionIn(first.value.events[0], runbook.version);
  if (planned) return { kind: "ok", value: planned.exitCodes };
  const path = `/api/runbooks/${encodeURIComponent(runbook.slug)}/versions/${runbook.version}`;
  const version = await api.get<VersionAnswer>(path, "definition");
  if (version.kind === "ok") return { kind: "ok", value: version.value.definition.exitCodes };
  if (version.kind === "away") return version;
  return { kind: "ok", value: (await fromLog(api, runId, runbook.version))?.exitCodes ?? [] };
}
