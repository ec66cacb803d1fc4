"use client";

import { Fragment } from "react";
import { variablePieces } from "@/lib/run/resolve-variables";
import { useRoom } from "./room-context";

/** A text of the runbook with the run's values in it; a name that has none stands out, and says so. */
export function VariableText({ text }: { text: string }) {
  const { state } = useRoom();
  if (!text.includes("{{")) return text;
  let at = 0;
  return variablePieces(text, state.variables).map((piece) => {
    const key = at;
    at += piece.text.length;
    if (piece.kind === "text") return <Fragment key={key}>{piece.text}</Fragment>;
    if (piece.kind === "value") {
      return (
        <span key={key} className="font-semibold" title="A variable of this run">
          {piece.text}
        </span>
      );
    }
    return (
      <mark
        key={key}
        className="rounded bg-hold/15 px-1 font-semibold text-hold"
        title="This run has no value for it"
      >
        {piece.text}
        <span className="sr-only"> (not set for this run)</span>
      </mark>
    );
  });
}
