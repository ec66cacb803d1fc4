import type { ChannelAnswer } from "@/lib/protocol/channels";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { StatePill } from "../ui/state-pill";
import { Instant } from "../ui/time";
import { channelMeaning, ESCALATION_WORDS, KIND_WORDS } from "./channel-words";

interface ChannelRowProps {
  channel: ChannelAnswer;
  busy: boolean;
  onTest: () => void;
  onSwitch: () => void;
  onDelete: () => void;
}

function countOf(n: number, what: string): string | null {
  return n === 0 ? null : `${n} ${what}`;
}

/** One channel: where it leads, what it takes, how it does, and what can be done about it. */
export function ChannelRow({ channel, busy, onTest, onSwitch, onDelete }: ChannelRowProps) {
  const { name, kind, runKind, escalations, target, enabled, waiting, givenUp } = channel;
  const takes = ["Broadcasts", ...escalations.map((each) => ESCALATION_WORDS[each])].join(", ");
  const open = [countOf(waiting, "waiting"), countOf(givenUp, "given up")].filter((part) => part !== null);
  return (
    <li className="grid gap-x-6 gap-y-3 rounded-2xl border border-line bg-panel p-5 shadow-card sm:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h2 className="text-[0.9375rem] font-[650] break-words">{name}</h2>
          <Badge tone={runKind === "production" ? "live" : "quiet"}>{runKind}</Badge>
          <StatePill state={channelMeaning(channel)} size="sm" />
        </div>
        <p className="mt-1 text-[0.8125rem] break-words text-muted">
          {KIND_WORDS[kind]} · {target}
        </p>
        <p className="mt-0.5 text-[0.8125rem] break-words text-muted">Takes {takes}</p>
        <ChannelFacts channel={channel} open={open} />
      </div>
      <div className="flex flex-wrap items-start gap-2">
        <Button busy={busy} onClick={onTest} aria-label={`Test ${name}`}>
          Test
        </Button>
        <Button
          disabled={busy}
          onClick={onSwitch}
          aria-label={`${enabled ? "Switch off" : "Switch on"} ${name}`}
        >
          {enabled ? "Switch off" : "Switch on"}
        </Button>
        <Button variant="halt" disabled={busy} onClick={onDelete} aria-label={`Delete ${name}`}>
          Delete…
        </Button>
      </div>
    </li>
  );
}

function ChannelFacts({ channel, open }: { channel: ChannelAnswer; open: string[] }) {
  const { lastDeliveredAt, lastError, lastErrorAt, disabledReason } = channel;
  return (
    <div className="mt-2 grid gap-0.5 text-[0.8125rem]">
      <p className="text-muted">
        {lastDeliveredAt === null ? (
          "Nothing delivered yet"
        ) : (
          <>
            Last delivered <Instant iso={lastDeliveredAt} zone="UTC" style="short" withZone />
          </>
        )}
        {open.length > 0 ? ` · ${open.join(", ")}` : null}
      </p>
      {disabledReason === null ? null : <p className="text-muted">{disabledReason}</p>}
      {lastError === null ? null : (
        <p className="break-words text-halt">
          {lastErrorAt === null ? null : <Instant iso={lastErrorAt} zone="UTC" style="short" withZone />}{" "}
          {lastError}
        </p>
      )}
    </div>
  );
}
