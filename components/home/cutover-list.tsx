import Link from "next/link";
import { ModeChip } from "../ui/band";
import { buttonStyle } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Icon } from "../ui/icon";
import { StatePill, StateWord } from "../ui/state-pill";
import { Instant } from "../ui/time";
import { type Cutover, sortCutovers } from "./cutover";
import { TickingTClock } from "./ticking-t-clock";

/** All runs: what is live now, what comes, what was. */
export function CutoverList({ cutovers }: { cutovers: Cutover[] }) {
  const { live, upcoming, past } = sortCutovers(cutovers);
  return (
    <div className="space-y-10">
      <ListSection id="live" title="Live now" count={live.length}>
        {live.length > 0 ? (
          <ul className="grid gap-4 lg:grid-cols-2">
            {live.map((cutover) => (
              <LiveCard key={cutover.runId} cutover={cutover} />
            ))}
          </ul>
        ) : (
          <p className="rounded-xl border border-line bg-panel px-5 py-4 text-muted">
            Nothing is running. All quiet.
          </p>
        )}
      </ListSection>
      <ListSection id="upcoming" title="Upcoming" count={upcoming.length}>
        {upcoming.length > 0 ? (
          <Rows cutovers={upcoming} render={(cutover) => <UpcomingRow cutover={cutover} />} />
        ) : (
          <EmptyState
            icon="clock"
            title="No run is planned"
            action={
              <Link href="/plan" className={buttonStyle({ variant: "primary" })}>
                Plan a run
              </Link>
            }
          >
            Plan a rehearsal first: it runs by the same rules and measures how long everything takes.
          </EmptyState>
        )}
      </ListSection>
      {past.length > 0 ? (
        <ListSection id="past" title="Past" count={past.length}>
          <Rows cutovers={past} render={(cutover) => <PastRow cutover={cutover} />} />
        </ListSection>
      ) : null}
    </div>
  );
}

interface ListSectionProps {
  id: string;
  title: string;
  count: number;
  children: React.ReactNode;
}

function ListSection({ id, title, count, children }: ListSectionProps) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-3 flex items-baseline gap-2.5 text-[0.9375rem] font-[650]">
        {title}
        <span className="text-[0.8125rem] font-medium text-muted">{count}</span>
      </h2>
      {children}
    </section>
  );
}

function LiveCard({ cutover }: { cutover: Cutover }) {
  return (
    <li className="relative overflow-hidden rounded-2xl border border-line bg-panel transition-colors hover:border-edge has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-live">
      <div aria-hidden="true" className={cutover.kind === "production" ? "h-1.5 bg-text" : "stripes h-1.5"} />
      <div className="px-5 py-4">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <TickingTClock t0={cutover.t0} className="text-3xl font-semibold tracking-[-0.02em]" />
          <StatePill state={cutover.status} />
          <span className="ml-auto">
            <ModeChip kind={cutover.kind} />
          </span>
        </div>
        <h3 className="mt-3 text-lg font-[650] tracking-[-0.01em]">
          <Link href={`/runs/${cutover.runId}`} className="outline-none after:absolute after:inset-0">
            {cutover.title}
          </Link>
        </h3>
        <p className="mt-0.5 text-[0.8125rem] text-muted">
          {cutover.runbook.title}, v{cutover.runbook.version} · T-0{" "}
          <Instant
            iso={cutover.t0}
            zone={cutover.timeZone}
            style="short"
            withZone
            className="relative z-10"
          />
        </p>
        <YourRoles roles={cutover.yourRoles} />
      </div>
    </li>
  );
}

function Rows({ cutovers, render }: { cutovers: Cutover[]; render: (cutover: Cutover) => React.ReactNode }) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-panel">
      {cutovers.map((cutover) => (
        <li
          key={cutover.runId}
          className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-5 gap-y-1 px-5 py-3.5 hover:bg-raised/60 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-live sm:grid-cols-[8.5rem_minmax(0,1fr)_auto_auto]"
        >
          {render(cutover)}
        </li>
      ))}
    </ul>
  );
}

function RowTitle({ cutover }: { cutover: Cutover }) {
  return (
    <div className="min-w-0">
      <h3 className="font-semibold sm:truncate">
        <Link href={`/runs/${cutover.runId}`} className="outline-none after:absolute after:inset-0">
          {cutover.title}
        </Link>
      </h3>
      <p className="text-[0.8125rem] text-muted sm:truncate">
        {cutover.runbook.title}, v{cutover.runbook.version}
      </p>
      <YourRoles roles={cutover.yourRoles} />
    </div>
  );
}

function UpcomingRow({ cutover }: { cutover: Cutover }) {
  return (
    <>
      <TickingTClock t0={cutover.t0} className="text-base font-semibold max-sm:order-2 max-sm:text-right" />
      <RowTitle cutover={cutover} />
      <Instant
        iso={cutover.t0}
        zone={cutover.timeZone}
        style="short"
        withZone
        className="relative z-10 text-[0.8125rem] text-muted max-sm:order-3"
      />
      <span className="max-sm:order-4 max-sm:justify-self-end">
        <ModeChip kind={cutover.kind} />
      </span>
    </>
  );
}

function PastRow({ cutover }: { cutover: Cutover }) {
  return (
    <>
      <Instant
        iso={cutover.t0}
        zone={cutover.timeZone}
        style="short"
        className="relative z-10 text-[0.8125rem] text-muted max-sm:order-3"
      />
      <RowTitle cutover={cutover} />
      <StateWord state={cutover.outcome ?? "closed"} className="text-xs tracking-[0.05em] max-sm:order-2" />
      <span className="max-sm:order-4 max-sm:justify-self-end">
        <ModeChip kind={cutover.kind} />
      </span>
    </>
  );
}

function YourRoles({ roles }: { roles: string[] }) {
  if (roles.length === 0) return null;
  return (
    <p className="mt-1 flex items-center gap-1.5 text-[0.8125rem] text-live">
      <Icon name="person" className="size-3.5" /> You: {roles.join(", ")}
    </p>
  );
}
