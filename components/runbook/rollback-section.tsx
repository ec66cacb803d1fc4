import type { RollbackDefinition, TriggerAction } from "@/lib/run/definition";
import { Icon } from "../ui/icon";
import { type Meaning, meanings } from "../ui/meaning";
import { StateWord } from "../ui/state-pill";
import { InlineText } from "./inline-text";
import { LineRef, Linked } from "./linked";

const actionLooks: Record<TriggerAction, Meaning> = {
  rollback: meanings.rollback,
  decide: { tone: "hold", word: "DECIDE", icon: "diamond" },
  monitor: { tone: "quiet", word: "MONITOR", icon: "ring" },
  investigate: { tone: "quiet", word: "INVESTIGATE", icon: "search" },
  alert: { tone: "hold", word: "ALERT", icon: "triangle" },
};

/** Triggers with what each asks for, and the clock that an observed one starts. */
export function TriggerList({ rollback }: { rollback: RollbackDefinition }) {
  return (
    <>
      <p className="mb-2 flex items-center gap-2 text-[0.8125rem] text-muted">
        <Icon name="clock" className="size-3.5" />
        Once one is observed, the decider has{" "}
        <b className="font-mono font-semibold text-text">{rollback.clockMinutes} min</b> to say ROLLBACK or
        CONTINUE.
      </p>
      <ul className="divide-y divide-line/60 rounded-xl border border-line bg-panel">
        {rollback.triggers.map((trigger) => (
          <Linked
            key={trigger.id}
            as="li"
            line={trigger.line}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2"
          >
            <span className="min-w-48 grow basis-1/2">
              <InlineText text={trigger.text} />
              {trigger.severity ? <span className="ml-2 text-xs text-muted">{trigger.severity}</span> : null}
            </span>
            {trigger.actionText && trigger.actionText.toUpperCase() !== actionLooks[trigger.action].word ? (
              <span className="text-[0.8125rem] text-muted">
                <InlineText text={trigger.actionText} />
              </span>
            ) : null}
            <StateWord state={actionLooks[trigger.action]} className="text-xs tracking-[0.05em]" />
            <LineRef line={trigger.line} />
          </Linked>
        ))}
      </ul>
    </>
  );
}
