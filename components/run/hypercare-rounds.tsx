"use client";

import { useNow } from "@/lib/client/use-now";
import { type OwedRound, owedReports, owedRounds } from "@/lib/run/hypercare-rounds";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { StateWord } from "../ui/state-pill";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { Countdown } from "./countdown";
import { nearTime } from "./near-time";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { useAct } from "./use-act";

/** What recurs and is owed next, the earliest first; each is answered where it stands. */
export function HypercareRounds() {
  const { state } = useRoom();
  const rounds = owedRounds(state);
  const reports = owedReports(state);
  if (rounds.length === 0 && reports.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h3 className="text-[0.6875rem] tracking-[0.08em] text-muted uppercase">Owed next</h3>
      <ul className="grid gap-2" aria-label="Checks that are owed">
        {rounds.map((round) => (
          <RoundLine key={round.series.id} round={round} />
        ))}
        {reports.map((report) => (
          <ReportLine key={report.id} {...report} />
        ))}
      </ul>
    </div>
  );
}

const row = "grid gap-2 rounded-lg border border-line bg-ground px-3 py-2.5";

function RoundLine({ round }: { round: OwedRound }) {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const { act, busy, problem } = useAct();
  const { series, dueAt } = round;
  const now = useNow();
  const overdue = Date.parse(dueAt) < now;
  const draft = { type: "RecordCheck" as const, payload: { seriesId: series.id, result: "pass" as const } };
  const barred = refuse(draft);
  const last = state.checkRecords.findLast(({ seriesId }) => seriesId === series.id);
  return (
    <li className={row} data-check-series={series.id} data-overdue={overdue}>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1 font-medium">{series.title}</span>
        <span className="text-[0.8125rem] text-muted">
          due <span className="font-mono">{nearTime(dueAt, state.timeZone, now)}</span>
        </span>
        <Countdown dueAt={dueAt} className="text-[0.8125rem]" />
      </div>
      {series.command ? (
        <div className="flex items-center gap-2">
          <code className="min-w-0 flex-1 overflow-x-auto font-mono text-[0.8125rem] text-muted">
            {series.command}
          </code>
          <CopyButton text={series.command} what="the command" />
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        {barred ? (
          <p className="text-[0.8125rem] text-muted">{barred.message}</p>
        ) : (
          <>
            <Button size="sm" className="max-lg:min-h-11" busy={busy} onClick={() => act(draft)}>
              PASS
            </Button>
            {(["warn", "fail"] as const).map((result) => (
              <Button
                key={result}
                size="sm"
                variant="ghost"
                className="max-lg:min-h-11"
                onClick={() => openDialog({ kind: "check-result", seriesId: series.id, result })}
              >
                {result.toUpperCase()}…
              </Button>
            ))}
          </>
        )}
        {last ? (
          <span className="ml-auto flex flex-wrap items-baseline gap-x-2 text-[0.8125rem] text-muted">
            last <StateWord state={looks[last.result]} />
            <Instant iso={last.at} zone={state.timeZone} style="clock" className="font-mono" />
          </span>
        ) : null}
      </div>
      <ActProblemLine problem={problem} />
    </li>
  );
}

const looks = {
  pass: { tone: "go", word: "PASS", icon: "check" },
  warn: { tone: "hold", word: "WARN", icon: "triangle" },
  fail: { tone: "halt", word: "FAIL", icon: "octagon" },
  missed: { tone: "halt", word: "MISSED", icon: "octagon" },
} as const;

function ReportLine({ id, dueAt, filed }: { id: string; dueAt: string; filed: boolean }) {
  const { state } = useRoom();
  const { openDialog } = useRoomUi();
  return (
    <li className={row}>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1 font-medium">Report at {id}</span>
        {filed ? (
          <StateWord state={{ tone: "go", word: "FILED", icon: "check" }} />
        ) : (
          <>
            <span className="text-[0.8125rem] text-muted">
              due <Instant iso={dueAt} zone={state.timeZone} style="full" className="font-mono" />
            </span>
            <Countdown dueAt={dueAt} className="text-[0.8125rem]" />
          </>
        )}
        <Button size="sm" onClick={() => openDialog({ kind: "file-report", reportId: id })}>
          {filed ? "File again…" : "File…"}
        </Button>
      </div>
    </li>
  );
}
