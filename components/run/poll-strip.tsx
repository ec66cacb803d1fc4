"use client";

import type { PollAnswer, PollState } from "@/lib/run/decision-state";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { meaningOf, toneClass } from "../ui/meaning";
import { ActProblemLine } from "./act-problem";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { firstName, roleName, shortRoleName } from "./t-label";
import { useAct } from "./use-act";

/** The open poll: every polled role's answer or silence, and one's own answer. */
export function PollStrip({ className }: { className?: string }) {
  const { state, me } = useRoom();
  const { poll } = state;
  if (!poll) return null;
  const mine = state.roles.filter(
    (role) => poll.roles.includes(role.key) && role.holder?.personId === me.personId,
  );
  const waiting = poll.roles.length - poll.answers.length;
  return (
    <section
      aria-label="Poll"
      className={cx("grid gap-3 border-t border-live/50 bg-raised px-3 py-3 sm:px-5", className)}
    >
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <p className="font-[650]">
          <span className="text-live">Poll: </span>
          {poll.question}
        </p>
        <ul className="flex flex-wrap gap-2">
          {poll.roles.map((role) => (
            <li key={role}>
              <Answer
                name={shortRoleName(roleName(state.roles, role))}
                answer={poll.answers.find((answer) => answer.role === role)}
              />
            </li>
          ))}
        </ul>
        <span className="text-[0.8125rem] text-muted">
          {waiting === 0
            ? "All have answered."
            : `${waiting} to answer; silence is recorded and blocks nothing.`}
        </span>
      </div>
      {mine.map((role) => (
        <OwnAnswer key={role.key} poll={poll} role={role.key} name={role.name} />
      ))}
    </section>
  );
}

/** In the hand the poll stands in another pane: whoever is asked is told so in every other one. */
export function PollCall() {
  const { state, me } = useRoom();
  const { showTab } = useRoomUi();
  const { poll } = state;
  if (!poll) return null;
  const asked = state.roles.some(
    (role) =>
      poll.roles.includes(role.key) &&
      role.holder?.personId === me.personId &&
      !poll.answers.some((answer) => answer.role === role.key),
  );
  return (
    <Button
      variant={asked ? "primary" : "line"}
      className="mb-4 min-h-13! w-full lg:hidden"
      onClick={() => showTab("decide")}
    >
      {asked ? "The poll is open: give your answer" : "The poll is open: see the answers"}
      <Icon name="arrow-right" />
    </Button>
  );
}

function Answer({ name, answer }: { name: string; answer: PollAnswer | undefined }) {
  const look = answer ? meaningOf(answer.answer) : meaningOf("waiting");
  return (
    <span
      title={answer?.reason ?? undefined}
      className={cx(
        "tinted inline-flex items-center gap-1.5 rounded-md border px-2 py-0.5 text-[0.8125rem] font-semibold",
        toneClass[look.tone],
      )}
    >
      <Icon name={look.icon} className="size-3.5" />
      <span className="text-text">{name}</span>
      {answer ? look.word : "silent"}
      {answer?.reason ? <span className="font-normal text-text">“{answer.reason}”</span> : null}
      {answer ? <span className="sr-only">by {firstName(answer.by.name)}</span> : null}
    </span>
  );
}

function OwnAnswer({ poll, role, name }: { poll: PollState; role: string; name: string }) {
  const { refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const { act, busy, problem } = useAct();
  const given = poll.answers.find((answer) => answer.role === role);
  const go = { type: "CastVote" as const, payload: { pollId: poll.id, answer: "go" as const, role } };
  const barred = refuse(go);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 max-sm:flex-col-reverse max-sm:items-stretch max-sm:gap-y-6">
      <p className="max-sm:order-1 sm:mr-auto text-[0.8125rem] text-muted">
        {given ? `You answered ${given.answer.toUpperCase()} as ${name}.` : `Your answer as ${name}:`}
        {barred && !given ? ` ${barred.message}` : ""}
      </p>
      <Button
        size="lg"
        variant="nogo"
        className="max-sm:min-h-13"
        disabled={barred !== null}
        onClick={() => openDialog({ kind: "vote-no-go", pollId: poll.id, role })}
      >
        <Icon name="slash" /> Answer NO-GO…
      </Button>
      <Button
        size="lg"
        variant="go"
        className="max-sm:min-h-13 sm:ml-24"
        disabled={barred !== null || given?.answer === "go"}
        busy={busy}
        onClick={() => act(go)}
      >
        <Icon name="check" /> Answer GO
      </Button>
      <ActProblemLine problem={problem} />
    </div>
  );
}
