"use client";

import { useState } from "react";
import { whereabouts } from "@/lib/client/presence";
import { isDecider } from "@/lib/run/people";
import type { CommandOffer } from "@/lib/run/state";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { HoldButton } from "../ui/hold-button";
import { Select } from "../ui/select";
import { ActProblemLine } from "./act-problem";
import { Countdown } from "./countdown";
import { knownPeople } from "./known-people";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

/** Command goes from one person to another by offer and acceptance, so that there is never none and never two. */
export function HandoverDialog({ onClose }: { onClose: () => void }) {
  const { state, me } = useRoom();
  const offer = state.commandOffer;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Hand over command"
      description="Decisions stay with the one who offers until the other accepts."
    >
      <div className="grid gap-4 text-sm">
        {offer ? (
          <OpenOffer offer={offer} mine={offer.to.personId === me.personId} onClose={onClose} />
        ) : null}
        {!offer && isDecider(state, me.personId) ? <NewOffer /> : null}
        {!offer && !isDecider(state, me.personId) ? (
          <p className="text-muted">Nothing is offered at the moment.</p>
        ) : null}
      </div>
    </Dialog>
  );
}

function OpenOffer({ offer, mine, onClose }: { offer: CommandOffer; mine: boolean; onClose: () => void }) {
  const { refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const decline = { type: "DeclineCommand" as const, payload: { offerId: offer.id } };
  return (
    <>
      <p>
        {offer.from.name} offers command to <b className="font-semibold">{offer.to.name}</b>. It lapses in{" "}
        <Countdown dueAt={offer.lapsesAt} className="font-semibold" />.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={busy} disabled={refuse(decline) !== null} onClick={() => act(decline)}>
          {mine ? "Decline" : "Withdraw the offer"}
        </Button>
        {mine ? (
          <HoldButton
            variant="primary"
            className="ml-auto"
            onConfirm={async () => {
              if (await act({ type: "AcceptCommand", payload: { offerId: offer.id } })) onClose();
            }}
          >
            Hold: take command
          </HoldButton>
        ) : null}
      </div>
      <ActProblemLine problem={problem} />
    </>
  );
}

function NewOffer() {
  const { state, me, presence } = useRoom();
  const { act, busy, problem } = useAct();
  const people = knownPeople(state).filter((person) => person.personId !== me.personId);
  const [personId, setPersonId] = useState(people[0]?.personId ?? "");
  const person = people.find((candidate) => candidate.personId === personId);
  if (people.length === 0) return <p className="text-muted">Nobody else is known to this run.</p>;
  return (
    <>
      <Field label="To">
        {(control) => (
          <Select {...control} value={personId} onChange={(event) => setPersonId(event.target.value)}>
            {people.map((candidate) => (
              <option key={candidate.personId} value={candidate.personId}>
                {candidate.name}
                {whereabouts(presence, candidate.personId).kind === "present" ? "" : " (not in the room)"}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex">
        <Button
          variant="primary"
          className="ml-auto"
          busy={busy}
          disabled={!person}
          onClick={() => {
            if (person)
              void act({ type: "OfferCommand", payload: { personId: person.personId, name: person.name } });
          }}
        >
          Offer command
        </Button>
      </div>
      <ActProblemLine problem={problem} />
    </>
  );
}
