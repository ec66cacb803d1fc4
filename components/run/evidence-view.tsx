"use client";

import { useState } from "react";
import { artifactKey } from "@/lib/run/hard-gates";
import { EmptyState } from "../ui/empty-state";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { EvidenceForm } from "./evidence-form";
import { useRoom } from "./room-context";
import { wantedEvidence } from "./run-outline";
import { EvidenceLine } from "./step-evidence";

/** All evidence of the run: what is asked for and missing first, then what is in. */
export function EvidenceView() {
  const { state } = useRoom();
  const [name, setName] = useState("");
  const present = new Set(state.evidence.map((item) => artifactKey(item.name)));
  const wanted = wantedEvidence(state);
  const missing = wanted.filter((item) => !present.has(artifactKey(item.name)));
  return (
    <section aria-labelledby="evidence-title" className="grid gap-4">
      <h2 id="evidence-title" className="flex items-baseline text-xl font-[650] tracking-[-0.01em]">
        Evidence
        <span className="ml-auto text-sm font-medium text-muted">
          {wanted.length - missing.length} of {wanted.length} in
        </span>
      </h2>
      {missing.length > 0 ? (
        <ul className="grid gap-3">
          {missing.map((item) => (
            <li key={item.name}>
              <EvidenceForm name={item.name} stepId={item.stepId} />
            </li>
          ))}
        </ul>
      ) : null}
      {state.evidence.length === 0 && wanted.length === 0 ? (
        <EmptyState icon="document" title="No evidence yet">
          The runbook asks for none by name. Anything worth keeping can be recorded below, by reference.
        </EmptyState>
      ) : null}
      <ul className="grid gap-2">
        {state.evidence.map((item) => (
          <li key={item.artifactId}>
            <EvidenceLine item={item} />
          </li>
        ))}
      </ul>
      <div className="grid gap-2 border-t border-line pt-4">
        <Field label="Record something else" hint="Name it as people will look for it.">
          {(control) => (
            <Input
              {...control}
              value={name}
              onChange={(event) => setName(event.target.value)}
              placeholder="smoke.log"
            />
          )}
        </Field>
        {name.trim() ? <EvidenceForm name={name.trim()} stepId={null} /> : null}
      </div>
    </section>
  );
}
