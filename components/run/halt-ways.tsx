"use client";

import type { AbortState, HaltState } from "@/lib/run/hazard-state";
import { deciderRole } from "@/lib/run/people";
import type { Rejection } from "@/lib/run/rejections";
import { Button } from "../ui/button";
import { type Meaning, meanings } from "../ui/meaning";
import { decideDraft } from "./decide-draft";
import { FactGroup, FactLine } from "./fact-group";
import { deciderRefusal } from "./foresee";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { SignOffButton } from "./sign-off-button";

/** The ways that lead out of a halt, each with what it still takes; the buttons stand in the decision bar. */
export function HaltWays({ halt, abort }: { halt: HaltState; abort: AbortState | undefined }) {
  const { state, nowIso } = useRoom();
  const ask = (verdict: Parameters<typeof decideDraft>[0]) =>
    deciderRefusal(decideDraft(verdict), nowIso(), state);
  return (
    <FactGroup name="Ways on">
      <Way name="RESUME" barred={ask("resume")} />
      {halt.classification && !halt.resumeSignOff ? (
        <li className="pl-6">
          <SignOffButton
            subject="resume"
            statement="The blocker is understood; the run may resume."
            word="Sign off resuming"
          />
        </li>
      ) : null}
      {halt.resumeSignOff ? (
        <FactLine look={{ ...meanings.passed, word: "SIGNED" }}>
          Resuming, by {halt.resumeSignOff.name}
        </FactLine>
      ) : null}
      <Way name="CLOSE AS A BLOCKER" barred={ask("close-blocker")} />
      <Way name="ROLLBACK" barred={ask("rollback")} />
      {abort ? <FalseAlarm abort={abort} /> : null}
    </FactGroup>
  );
}

const open: Meaning = { ...meanings.passed, tone: "live", icon: "arrow-right", word: "open" };
const shut: Meaning = { ...meanings.locked, word: "waits" };

function Way({ name, barred }: { name: string; barred: Rejection | null }) {
  return (
    <FactLine look={barred ? shut : open}>
      <b className="font-semibold">{name}</b>
      {barred ? <span className="block text-muted">{rejectionText(barred)}</span> : null}
    </FactLine>
  );
}

/** A false alarm is withdrawn by the one who reported it and the decider; who has said so stands here. */
function FalseAlarm({ abort }: { abort: AbortState }) {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const barred = refuse({ type: "WithdrawAbort", payload: { abortId: abort.id, reason: "asked" } });
  const asked = abort.withdrawalBy.map(({ name }) => name);
  const missing = [abort.by, deciderRole(state)?.holder ?? null]
    .flatMap((person) => (person && !asked.includes(person.name) ? [person.name] : []))
    .filter((name, index, all) => all.indexOf(name) === index);
  return (
    <FactLine look={barred ? shut : open}>
      <b className="font-semibold">FALSE ALARM</b>
      {barred ? null : (
        <Button
          size="sm"
          className="ml-3"
          onClick={() => openDialog({ kind: "withdraw-abort", abortId: abort.id })}
        >
          Withdraw…
        </Button>
      )}
      <span className="block text-muted">
        {asked.length > 0 ? `Said by ${asked.join(", ")}. ` : ""}
        {missing.length > 0 ? `Still to say so: ${missing.join(" and ")}.` : "It takes two people."}
        {barred && barred.code !== "forbidden" ? ` ${rejectionText(barred)}` : ""}
      </span>
    </FactLine>
  );
}
