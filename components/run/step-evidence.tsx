"use client";

import { artifactKey } from "@/lib/run/hard-gates";
import type { EvidenceState } from "@/lib/run/state";
import type { StepState } from "@/lib/run/step-state";
import { CopyButton } from "../ui/copy-button";
import { Icon } from "../ui/icon";
import { EvidenceForm } from "./evidence-form";
import { useRoom } from "./room-context";
import { firstName } from "./t-label";

/** The pieces of evidence that a step names: what is in, with its hash, and what is missing, with the way to give it. */
export function StepEvidence({ step }: { step: StepState }) {
  const { state } = useRoom();
  return (
    <>
      {step.artifacts.map((name) => {
        const given = state.evidence.filter((item) => artifactKey(item.name) === artifactKey(name));
        const latest = given.at(-1);
        return (
          <div key={name} className="min-w-0">
            <p className="mb-1 text-[0.8125rem] font-medium text-muted">Evidence</p>
            {latest ? <EvidenceLine item={latest} /> : <EvidenceForm name={name} stepId={step.id} />}
          </div>
        );
      })}
    </>
  );
}

/** One piece of evidence that is in. */
export function EvidenceLine({ item }: { item: EvidenceState }) {
  return (
    <p className="flex min-h-9 items-center gap-2 rounded-lg border border-line bg-ground px-3 py-1">
      <Icon name="check" className="size-3.5 text-go" label="In" />
      <span className="min-w-0 flex-1 truncate" title={item.location ?? undefined}>
        {item.name}
        <span className="ml-2 font-mono text-xs text-muted">
          {item.sha256.slice(0, 10)} · {firstName(item.by.name)}
        </span>
      </span>
      <CopyButton text={item.sha256} what={`the SHA-256 of ${item.name}`} compact className="size-7" />
    </p>
  );
}
