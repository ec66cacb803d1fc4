"use client";

import { evidenceAddress } from "@/lib/client/upload-evidence";
import { mayOpenEvidence } from "@/lib/run/evidence-access";
import type { EvidenceState } from "@/lib/run/state";
import { buttonStyle } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Icon } from "../ui/icon";
import { Instant } from "../ui/time";
import { sizeText } from "./evidence-name";
import { useRoom } from "./room-context";
import { firstName } from "./t-label";

/** One piece of evidence that is in: what, whose, since when, its hash, and its bytes where they are kept here. */
export function EvidenceLine({ item }: { item: EvidenceState }) {
  const { state, me, runId } = useRoom();
  const restricted = item.visibility === "restricted";
  const opens = mayOpenEvidence(
    state,
    { personId: item.by.personId, visibility: item.visibility ?? "room" },
    me,
  );
  return (
    <div
      data-evidence={item.name}
      className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 rounded-lg border border-line bg-ground px-3 py-1"
    >
      <Icon name="check" className="size-3.5 text-go" label="In" />
      <span className="min-w-0 truncate font-[550]" title={item.location ?? undefined}>
        {item.name}
      </span>
      {restricted ? (
        <span className="inline-flex items-center gap-1 text-xs text-muted">
          <Icon name="lock" className="size-3" /> restricted
        </span>
      ) : null}
      <span className="min-w-0 flex-1 basis-40 truncate font-mono text-xs text-muted">
        {item.sha256.slice(0, 10)}
        {item.size === null ? "" : ` · ${sizeText(item.size)}`}
        {item.kind === "reference" && item.location ? ` · ${item.location}` : ""} · {firstName(item.by.name)}{" "}
        <Instant iso={item.at} zone={state.timeZone} style="clock" />
      </span>
      <CopyButton text={item.sha256} what={`the SHA-256 of ${item.name}`} compact className="size-7" />
      {item.kind === "upload" && opens ? (
        <a
          href={evidenceAddress(runId, item.artifactId)}
          download
          className={buttonStyle({ size: "sm" })}
          aria-label={`Download ${item.name}`}
        >
          Download
        </a>
      ) : null}
      {item.kind === "reference" && item.location ? (
        <CopyButton text={item.location} what={`the place of ${item.name}`} className="min-w-0" />
      ) : null}
    </div>
  );
}
