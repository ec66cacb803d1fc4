"use client";

import { useCallback, useState } from "react";
import { fetchVersions } from "@/lib/client/runbook-versions";
import { Dialog } from "../ui/dialog";
import { ErrorNote } from "../ui/error-note";
import { Field } from "../ui/field";
import { formatInstant } from "../ui/instant-format";
import { Select } from "../ui/select";
import { ActProblemLine } from "./act-problem";
import { ProposeFooter } from "./propose-footer";
import { ReasonField } from "./reason-field";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";
import { useFetched } from "./use-fetched";

/** Proposes a newer version of the runbook to the run that executes an older one. */
export function AmendmentDialog({ onClose }: { onClose: () => void }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const { slug, version: running } = state.runbook;
  const found = useFetched(useCallback(() => fetchVersions(slug), [slug]));
  const newer = (found.value ?? []).filter(({ version }) => version > running);
  const [picked, setPicked] = useState<number | null>(null);
  const version = picked ?? newer[0]?.version ?? null;
  const [reason, setReason] = useState("");
  const text = reason.trim();
  const draft = version
    ? { type: "ProposeAmendment" as const, payload: { version, reason: text || "asked" } }
    : null;
  const barred = draft ? refuse(draft) : null;
  const why = barred
    ? rejectionText(barred)
    : !draft
      ? "There is no version to propose yet."
      : text === ""
        ? "Write the reason first."
        : "";
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Amend the runbook of this run"
      description="Everybody sees the difference in meaning. Where it touches a command that changes something, a gate or the rollback, the run is held until it is approved; otherwise only the changed steps wait."
      footer={
        <ProposeFooter
          why={why}
          busy={busy}
          onCancel={onClose}
          onPropose={async () => {
            if (draft && (await act({ ...draft, payload: { ...draft.payload, reason: text } }))) onClose();
          }}
        >
          Propose it
        </ProposeFooter>
      }
    >
      <div className="grid gap-4 text-sm">
        <p className="text-muted">
          This run executes version {running} of “{state.runbook.title}”.
        </p>
        {found.problem ? (
          <ErrorNote title={found.problem}>Nothing was proposed. Close this and open it again.</ErrorNote>
        ) : null}
        {found.value && newer.length === 0 ? (
          <p>
            There is no newer version.{" "}
            <a className="text-live underline" href={`/runbooks/${slug}`} target="_blank" rel="noreferrer">
              Edit the runbook
            </a>{" "}
            and publish one, then propose it here.
          </p>
        ) : null}
        {found.value || found.problem ? null : <p className="text-muted">Reading the versions…</p>}
        {newer.length > 0 ? (
          <Field label="Version">
            {(control) => (
              <Select
                {...control}
                value={version ?? ""}
                onChange={(event) => setPicked(Number(event.target.value))}
              >
                {newer.map((one) => (
                  <option key={one.version} value={one.version}>
                    {one.version}, by {one.author.name},{" "}
                    {formatInstant(one.publishedAt, state.timeZone, "short")}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ) : null}
        <ReasonField label="Why the run needs it" value={reason} onChange={setReason} />
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
