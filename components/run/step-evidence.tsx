"use client";

import { artifactKey, isAttached } from "@/lib/run/artifact-standing";
import type { StepState } from "@/lib/run/step-state";
import { EvidenceLine } from "./evidence-line";
import { wantedEvidence } from "./evidence-list";
import { EvidenceSlot } from "./evidence-slot";
import { useRoom } from "./room-context";
import { WaiverMark } from "./waiver-mark";

/** The pieces of evidence that a step names: what is in, with its hash, and what is missing, with the way to give it. */
export function StepEvidence({ step }: { step: StepState }) {
  const { state } = useRoom();
  const wanted = wantedEvidence(state);
  return (
    <>
      {step.artifacts.map((name) => {
        const item = wanted.find((candidate) => artifactKey(candidate.name) === artifactKey(name));
        const latest = item?.items.at(-1);
        const counts = latest !== undefined && isAttached(state, step, name);
        return (
          <div key={name} className="min-w-0">
            <p className="mb-1 text-[0.8125rem] font-medium text-muted">Evidence</p>
            {latest ? <EvidenceLine item={latest} /> : null}
            {latest && !counts ? (
              <p className="my-1 text-xs text-hold">That is of an earlier attempt; this one takes its own.</p>
            ) : null}
            {item?.standing === "waived" && item.waiver ? (
              <WaiverMark waiver={item.waiver} />
            ) : counts ? null : (
              <EvidenceSlot
                name={name}
                kind={item?.kind ?? "upload"}
                stepId={step.id}
                note={
                  item?.standing === "asked" && item.waiver
                    ? `Waiver ${item.waiver.ticket} waits for an approver.`
                    : undefined
                }
              />
            )}
          </div>
        );
      })}
    </>
  );
}
