"use client";

import { checkSeries } from "@/lib/run/hypercare-rounds";
import { ReasonDialog } from "./reason-dialog";
import { useRoom } from "./room-context";

interface CheckResultDialogProps {
  seriesId: string;
  result: "warn" | "fail";
  onClose: () => void;
}

/** A round or a watched check that is no PASS: what was found, and what the table asks for on fail. */
export function CheckResultDialog({ seriesId, result, onClose }: CheckResultDialogProps) {
  const { state } = useRoom();
  const onFail = state.hypercare.checks.find(({ text }) => text === seriesId)?.onFail ?? null;
  const title = checkSeries(state).find(({ id }) => id === seriesId)?.title ?? seriesId;
  const word = result.toUpperCase();
  return (
    <ReasonDialog
      title={`${word}: ${title}`}
      consequence={
        result === "fail" && onFail
          ? `On fail the runbook says: ${onFail}. What follows of it is raised in the same moment.`
          : "It is recorded with what you found; nothing else follows of itself."
      }
      label="What was found"
      tone={result === "fail" ? "halt" : "hold"}
      variant={result === "fail" ? "halt" : "hold"}
      confirm={word}
      draftOf={(note) => ({ type: "RecordCheck", payload: { seriesId, result, note } })}
      onClose={onClose}
    />
  );
}
