"use client";

import { deciderRole, isDecider, peopleCount } from "@/lib/run/people";
import { askedVariables, startGaps } from "@/lib/run/start-clearance";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { meanings } from "../ui/meaning";
import { Instant } from "../ui/time";
import { ClearanceFacts } from "./clearance-facts";
import { FactGroup, FactLine } from "./fact-group";
import { Panel } from "./panel";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { missingVariables } from "./variable-names";

/** Before the start: what still bars it, each with the way to lift it, and when it goes off. */
export function StartPanel() {
  const { state } = useRoom();
  return (
    <Panel look={{ ...meanings.planned, tone: "live" }} title="Planned, not started">
      <p>
        T-0 is{" "}
        <Instant iso={state.t0} zone={state.timeZone} style="short" withZone className="font-semibold" />
        {state.window ? (
          <>
            , the window <Instant iso={state.window.start} zone={state.timeZone} style="short" /> to{" "}
            <Instant iso={state.window.end} zone={state.timeZone} style="short" />
          </>
        ) : null}
        . The run may start days early: checks of the day before are part of it.
      </p>
      {state.continues ? (
        <p>
          Continues{" "}
          <a href={`/runs/${state.continues.runId}`} className="underline">
            {state.continues.title}
          </a>
          : {state.continues.passes.length} results of it may be carried over once this run has started.
        </p>
      ) : null}
      <Barred />
      <People />
      <Variables />
      {state.kind === "production" ? <ClearanceFacts /> : null}
    </Panel>
  );
}

/** How much still bars the start, and whatever of it the lists below do not name; or who starts it. */
function Barred() {
  const { state, me, look } = useRoom();
  const gaps = startGaps(state, look.clearance);
  const decider = deciderRole(state)?.holder?.name;
  if (gaps.length === 0) {
    return (
      <p className="text-go">
        <Icon name="check" className="mr-2 align-[-0.15em]" />
        Everything is in place:{" "}
        {isDecider(state, me.personId)
          ? "you can start the run."
          : `${decider ?? "the decider"} starts the run.`}
      </p>
    );
  }
  const apart = gaps.filter(({ missing }) => missing === "a second person");
  return (
    <div>
      <p className="font-semibold text-hold">
        <Icon name="triangle" className="mr-2 align-[-0.15em]" />
        {gaps.length === 1 ? "One thing bars the start" : `${gaps.length} things bar the start`}
      </p>
      {apart.map((gap) => (
        <p key={gap.text}>{gap.text}</p>
      ))}
    </div>
  );
}

function People() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const vacant = state.roles.filter((role) => role.required && !role.holder);
  const deputyBarred = refuse({
    type: "NameDeputy",
    payload: { personId: "00000000-0000-4000-8000-000000000000", name: "asked" },
  });
  return (
    <FactGroup
      name={`People: ${peopleCount(state)} in ${state.roles.filter((role) => role.holder).length} roles`}
    >
      {vacant.map((role) => (
        <FactLine key={role.key} look={{ ...meanings.warned, word: "MISSING" }}>
          {role.name}
          {refuse({
            type: "AssignRole",
            payload: { role: role.key, email: "someone@example.org" },
          }) ? null : (
            <Button
              size="sm"
              className="ml-3"
              onClick={() => openDialog({ kind: "assign-role", role: role.key })}
            >
              Assign…
            </Button>
          )}
        </FactLine>
      ))}
      {vacant.length === 0 ? (
        <FactLine look={{ ...meanings.passed, word: "HELD" }}>Every required role</FactLine>
      ) : null}
      <FactLine
        look={
          state.deputy
            ? { ...meanings.passed, word: "NAMED" }
            : state.kind === "production"
              ? { ...meanings.warned, word: "MISSING" }
              : { ...meanings.waiting, word: "optional" }
        }
      >
        {state.deputy
          ? `Deputy: ${state.deputy.name}`
          : "A deputy, who may assume command when the decider is gone"}
        {deputyBarred ? null : (
          <Button size="sm" className="ml-3" onClick={() => openDialog({ kind: "name-deputy" })}>
            {state.deputy ? "Change…" : "Name…"}
          </Button>
        )}
      </FactLine>
    </FactGroup>
  );
}

function Variables() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const names = askedVariables(state);
  if (names.length === 0) return null;
  const missing = missingVariables(names, state.variables);
  const barred = refuse({ type: "SetVariables", payload: { variables: { [names[0] ?? ""]: "asked" } } });
  return (
    <FactGroup name={`Variables: ${names.length - missing.length} of ${names.length} have a value`}>
      {names.map((name) => (
        <FactLine
          key={name}
          look={
            missing.includes(name)
              ? { ...meanings.warned, word: "MISSING" }
              : { ...meanings.passed, word: "SET" }
          }
        >
          <code className="font-mono text-[0.8125rem]">
            {`{{${name}}}`}
            {missing.includes(name) ? "" : ` = ${state.variables[name] ?? ""}`}
          </code>
        </FactLine>
      ))}
      {barred?.code === "forbidden" ? null : (
        <li>
          <Button size="sm" onClick={() => openDialog({ kind: "variables" })}>
            {missing.length > 0 ? "Fill in…" : "Change…"}
          </Button>
        </li>
      )}
    </FactGroup>
  );
}
