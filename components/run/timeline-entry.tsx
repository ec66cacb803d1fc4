"use client";

import { tClock } from "@/lib/run/clock";
import { describeEvent } from "@/lib/run/describe-event";
import type { RunEvent } from "@/lib/run/events";
import { cx } from "../ui/class-names";
import { Icon, type IconName } from "../ui/icon";
import { meaningOf, type Tone, toneClass } from "../ui/meaning";
import { Instant } from "../ui/time";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { firstName, roleName, shortRoleName } from "./t-label";

const icons: Record<Tone, IconName | null> = {
  go: "check",
  nogo: "slash",
  halt: "octagon",
  rollback: "turn-back",
  hold: "triangle",
  live: null,
  quiet: null,
};

/** A fresh line is lit for a moment, by how old the fact is: scrolling back to it does not light it again. */
const FRESH_MS = 3_000;

interface TimelineEntryProps {
  event: RunEvent;
  correctedBy: RunEvent | null;
}

/** One fact of the log, with the time it happened, who did it in which role, and its permalink. */
export function TimelineEntry({ event, correctedBy }: TimelineEntryProps) {
  const { state, nowIso } = useRoom();
  const { tone, word, text, detail, late } = describeEvent(event, state);
  const icon = event.type === "Decided" ? meaningOf(event.payload.verdict).icon : icons[tone];
  const fresh = Date.parse(nowIso()) - Date.parse(event.recordedAt) < FRESH_MS;
  const plain = event.type === "EntryLogged" || event.type === "EntryCorrected";
  return (
    <article
      id={`e${event.seq}`}
      className={cx(
        "group grid grid-cols-[68px_minmax(0,1fr)] gap-x-3 border-b border-dashed border-line py-2.5",
        fresh && "animate-settle",
      )}
    >
      <a href={`#e${event.seq}`} className="font-mono text-[0.8125rem] leading-snug hover:underline">
        <Instant iso={event.occurredAt} zone={state.timeZone} style="clock" />
        <span className="block text-[0.6875rem] whitespace-nowrap text-muted">
          {shortTClock(state.t0, event.occurredAt)}
        </span>
      </a>
      <div className="min-w-0">
        <p
          className={cx("whitespace-pre-line", correctedBy && "text-muted line-through decoration-muted/60")}
        >
          {word && !(plain && tone === "quiet") ? (
            <b className={cx("mr-1 font-[650] whitespace-nowrap", toneClass[tone])}>
              {icon ? <Icon name={icon} className="mr-1 size-3.5 align-[-0.15em]" /> : null}
              {word}
            </b>
          ) : null}
          {text}
        </p>
        {correctedBy?.type === "EntryCorrected" ? (
          <p>
            <a href={`#e${correctedBy.seq}`} className="text-xs text-hold hover:underline">
              corrected:
            </a>{" "}
            {correctedBy.payload.text}
          </p>
        ) : null}
        <Byline event={event} detail={detail} late={late} />
      </div>
    </article>
  );
}

function Byline({ event, detail, late }: { event: RunEvent; detail: string | null; late: boolean }) {
  const { state, me, refuse } = useRoom();
  const { correct } = useRoomUi();
  const who = event.actor.kind === "person" ? firstName(event.actor.name) : "Holdpoint";
  const role = event.role ? shortRoleName(roleName(state.roles, event.role)) : null;
  const own =
    event.type === "EntryLogged" && event.actor.kind === "person" && event.actor.personId === me.personId;
  const mayCorrect =
    own && !refuse({ type: "CorrectEntry", payload: { entrySeq: event.seq, text: "asked" } });
  return (
    <p className="mt-0.5 text-xs text-muted">
      {who}
      {role ? `, ${role}` : ""}
      {detail && event.type !== "EntryCorrected" ? ` · ${detail}` : ""}
      {late ? (
        <span className="text-hold">
          {" "}
          · recorded late, at <Instant iso={event.recordedAt} zone={state.timeZone} />
        </span>
      ) : null}
      {event.type === "EntryCorrected" ? (
        <a href={`#e${event.payload.entrySeq}`} className="ml-1 underline">
          corrects #e{event.payload.entrySeq}
        </a>
      ) : null}
      {mayCorrect ? (
        <button
          type="button"
          onClick={() => correct(event.seq)}
          className="ml-2 underline opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
        >
          Correct
        </button>
      ) : null}
    </p>
  );
}

/** `T−13:05` beside an entry; from an hour on, the whole clock. */
function shortTClock(t0: string, at: string): string {
  return tClock(t0, Date.parse(at)).replace(/^(T.)00:/, "$1");
}
