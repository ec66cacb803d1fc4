"use client";

import { useState } from "react";
import { useNow } from "@/lib/client/use-now";
import { isDone } from "@/lib/run/structure";
import type { WaiverState } from "@/lib/run/waiver-state";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { EmptyState } from "../ui/empty-state";
import { Field } from "../ui/field";
import type { Meaning } from "../ui/meaning";
import { Select } from "../ui/select";
import { StatePill } from "../ui/state-pill";
import { Instant } from "../ui/time";
import { wantedEvidence } from "./evidence-list";
import { expiryText } from "./expiry-text";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";

const looks: Record<WaiverState["status"], Meaning> = {
  requested: { tone: "hold", word: "ASKED FOR", icon: "clock" },
  granted: { tone: "hold", word: "GRANTED", icon: "triangle" },
  denied: { tone: "nogo", word: "DENIED", icon: "slash" },
  expired: { tone: "quiet", word: "EXPIRED", icon: "ring" },
};

const order: readonly WaiverState["status"][] = ["requested", "granted", "denied", "expired"];

/** The register of waivers: what waits for an answer first, then what counts, then what does not any more. */
export function WaiversView() {
  const { state } = useRoom();
  const waivers = order.flatMap((status) => state.waivers.filter((waiver) => waiver.status === status));
  const count = (status: WaiverState["status"]) =>
    state.waivers.filter((waiver) => waiver.status === status).length;
  return (
    <section aria-labelledby="waivers-title" className="grid gap-5">
      <h2
        id="waivers-title"
        className="flex flex-wrap items-baseline gap-x-3 text-xl font-[650] tracking-[-0.01em]"
      >
        Waivers
        <span className="ml-auto text-sm font-medium text-muted">
          {order
            .filter((status) => count(status) > 0)
            .map((status) => `${count(status)} ${looks[status].word.toLowerCase()}`)
            .join(" · ")}
        </span>
      </h2>
      <Request />
      {waivers.length === 0 ? (
        <EmptyState icon="document" title="Nothing is waived">
          Every step and every piece of evidence that the runbook asks for is owed. A waiver takes a ticket, a
          reason, an expiry, and an approver who is not the one who asks.
        </EmptyState>
      ) : (
        <ul className="grid gap-3">
          {waivers.map((waiver) => (
            <li key={waiver.id}>
              <WaiverCard waiver={waiver} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function WaiverCard({ waiver }: { waiver: WaiverState }) {
  const { state } = useRoom();
  const zone = state.timeZone;
  return (
    <article
      aria-label={`Waiver ${waiver.ticket}`}
      data-waiver={waiver.status}
      className="grid gap-2 rounded-xl border border-line bg-panel px-4 py-3.5"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <StatePill state={looks[waiver.status]} size="sm" />
        <h3 className="min-w-0 flex-1 basis-48 font-semibold">
          {waiver.subjectText}
          <span className="ml-2 font-normal text-muted">
            {waiver.subject.kind === "step" ? "step" : "evidence"}
          </span>
        </h3>
        <span className="flex items-center gap-1.5 font-mono text-[0.8125rem]">
          {waiver.ticket}
          <CopyButton text={waiver.ticket} what={`ticket ${waiver.ticket}`} compact className="size-7" />
        </span>
      </header>
      <p>{waiver.reason}</p>
      <dl className="grid gap-x-4 gap-y-1 text-[0.8125rem] text-muted sm:grid-cols-[auto_minmax(0,1fr)]">
        <dt className="sr-only sm:not-sr-only">Asked by</dt>
        <dd>
          <span className="sm:hidden">Asked by </span>
          {waiver.requestedBy.name} <Instant iso={waiver.requestedAt} zone={zone} style="short" />
        </dd>
        {waiver.answeredBy ? (
          <>
            <dt className="sr-only sm:not-sr-only">
              {waiver.status === "denied" ? "Denied by" : "Granted by"}
            </dt>
            <dd>
              <span className="sm:hidden">{waiver.status === "denied" ? "Denied by " : "Granted by "}</span>
              {waiver.answeredBy.name}
              {waiver.answeredAt ? (
                <>
                  {" "}
                  <Instant iso={waiver.answeredAt} zone={zone} style="short" />
                </>
              ) : null}
              {waiver.statement ? `: “${waiver.statement}”` : ""}
              {waiver.bySelf ? <b className="ml-2 font-semibold text-hold">by oneself</b> : null}
            </dd>
          </>
        ) : null}
        <dt className="sr-only sm:not-sr-only">Counts until</dt>
        <dd>
          <span className="sm:hidden">Counts until </span>
          <Instant iso={waiver.expiresAt} zone={zone} style="short" />
          {waiver.status === "requested" || waiver.status === "granted" ? (
            <Expiry at={waiver.expiresAt} />
          ) : null}
        </dd>
      </dl>
      {waiver.status === "requested" ? <Answer waiver={waiver} /> : null}
    </article>
  );
}

function Expiry({ at }: { at: string }) {
  const left = Date.parse(at) - useNow();
  return <span className={left < 3_600_000 ? "text-hold" : ""}> ({expiryText(left)})</span>;
}

function Answer({ waiver }: { waiver: WaiverState }) {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const waiverId = waiver.id;
  const grantBarred = refuse({ type: "GrantWaiver", payload: { waiverId } });
  const denyBarred = refuse({ type: "DenyWaiver", payload: { waiverId, reason: "asked" } });
  if (state.status === "closed")
    return <p className="text-[0.8125rem] text-muted">Never answered: the run is closed.</p>;
  return (
    <div className="flex flex-wrap items-center gap-2.5">
      <Button
        variant="nogo"
        disabled={denyBarred !== null}
        title={denyBarred?.message}
        onClick={() => openDialog({ kind: "deny-waiver", waiverId })}
      >
        Deny…
      </Button>
      {grantBarred ? (
        <p className="min-w-0 flex-1 basis-52 text-[0.8125rem] text-muted">{rejectionText(grantBarred)}</p>
      ) : null}
      <Button
        variant="hold"
        className="ml-auto"
        disabled={grantBarred !== null}
        onClick={() => openDialog({ kind: "grant-waiver", waiverId })}
      >
        Grant…
      </Button>
    </div>
  );
}

/** Asks for one beforehand, for anything that is still owed and can be waived. */
function Request() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const [chosen, setChosen] = useState("");
  const asked = { ticket: "asked", reason: "asked", expiresAt: "2999-01-01T00:00:00Z" };
  const may = (subject: { stepId: string } | { evidence: string }) =>
    !refuse({ type: "RequestWaiver", payload: { ...subject, ...asked } });
  const evidence = wantedEvidence(state)
    .map(({ name }) => name)
    .filter((name) => may({ evidence: name }));
  const phases = state.phases
    .map((phase) => ({
      phase,
      steps: phase.steps.filter((step) => !isDone(step) && may({ stepId: step.id })),
    }))
    .filter(({ steps }) => steps.length > 0);
  if (evidence.length === 0 && phases.length === 0) return null;
  const request = () => {
    const subject = chosen.slice(2);
    openDialog({
      kind: "request-waiver",
      ...(chosen.startsWith("s:") ? { stepId: subject } : { evidence: subject }),
    });
  };
  return (
    <div className="flex flex-wrap items-end gap-2.5">
      <Field label="Request a waiver for" className="max-w-xl flex-1 basis-64">
        {(control) => (
          <Select {...control} value={chosen} onChange={(event) => setChosen(event.target.value)}>
            <option value="">Choose what need not be done or be there…</option>
            {evidence.length > 0 ? (
              <optgroup label="Evidence">
                {evidence.map((name) => (
                  <option key={name} value={`e:${name}`}>
                    {name}
                  </option>
                ))}
              </optgroup>
            ) : null}
            {phases.map(({ phase, steps }) => (
              <optgroup key={phase.id} label={phase.title}>
                {steps.map((step) => (
                  <option key={step.id} value={`s:${step.id}`}>
                    {step.title}
                  </option>
                ))}
              </optgroup>
            ))}
          </Select>
        )}
      </Field>
      <Button disabled={chosen === ""} onClick={request}>
        Request…
      </Button>
    </div>
  );
}
