import type { ReactNode } from "react";
import type { StepDefinition } from "@/lib/run/definition";
import { Icon } from "../ui/icon";
import { InlineText } from "./inline-text";

interface StepDutiesProps {
  step: StepDefinition;
  roleNames: ReadonlyMap<string, string>;
}

/** Who else has a hand in a step, which exceptions its text grants, and what it is an alternative of. */
export function StepDuties({ step, roleNames }: StepDutiesProps) {
  const { verifier, signOffs = [], exceptions = [], alternative } = step;
  const named = (key: string) => roleNames.get(key) ?? key;
  return (
    <>
      {verifier ? (
        <Duty icon="person" word="Verified by">
          {named(verifier)}, another person than who executes it
        </Duty>
      ) : null}
      {signOffs.length > 0 ? (
        <Duty icon="person" word="Signed before it starts by">
          {signOffs.map(named).join(", ")}
        </Duty>
      ) : null}
      {exceptions.length > 0 ? (
        <Duty icon="triangle" word={exceptions.length === 1 ? "Granted exception" : "Granted exceptions"}>
          <InlineText text={exceptions.join(" · ")} />
        </Duty>
      ) : null}
      {alternative ? (
        <Duty icon="diamond" word="One of">
          <code className="font-mono text-xs">{alternative}</code>: the decider picks
        </Duty>
      ) : null}
    </>
  );
}

function Duty(props: { icon: "person" | "triangle" | "diamond"; word: string; children: ReactNode }) {
  return (
    <p className="flex items-start gap-1.5 text-[0.8125rem] text-muted">
      <Icon name={props.icon} className="mt-0.5 size-3.5" />
      <span className="min-w-0">
        <b className="font-semibold text-text">{props.word}</b> {props.children}
      </span>
    </p>
  );
}
