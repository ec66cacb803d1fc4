import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deadline } from "../../run/deadlines";
import type { RunState } from "../../run/state";
import { ApiFixture } from "../../testing/api-fixture";
import { publish, ScenarioRoom } from "../../testing/scenario-room";
import { SetClock } from "../../testing/set-clock";
import { hasSharedRunbooks, sharedRunbook } from "../../testing/shared-runbook";
import type { MakeClock } from "../services";

const MINUTE = 60_000;

/** A run and its clock: the people of the room do what is due when it is due, and not before. */
class Night {
  private readonly forgotten = new Set<string>();
  /** Minutes after T-0, and what was owed then. */
  readonly done: { kind: string; what: string; minute: number }[] = [];

  constructor(
    readonly room: ScenarioRoom,
    private readonly api: ApiFixture,
    private readonly clock: SetClock,
    readonly t0: number,
  ) {}

  /** The clock is at T plus that many minutes. */
  at(minute: number): void {
    this.clock.setTo(new Date(this.t0 + minute * MINUTE).toISOString());
  }

  minuteOf(iso: string): number {
    return Math.round((Date.parse(iso) - this.t0) / MINUTE);
  }

  state(): Promise<RunState & { deadlines: Deadline[] }> {
    return this.room.state() as Promise<RunState & { deadlines: Deadline[] }>;
  }

  /** Lets the timers look as often as there is something due for them. */
  async timers(): Promise<RunState & { deadlines: Deadline[] }> {
    for (;;) {
      const { seq } = await this.state();
      await this.api.services.timers.look();
      const state = await this.state();
      if (state.seq === seq) return state;
    }
  }

  /** The duty that falls due next among these kinds; null when none does before that minute. */
  private async next(kinds: Deadline["kind"][], until: number): Promise<Deadline | null> {
    const { deadlines } = await this.timers();
    const owed = deadlines.filter(({ kind, dueAt }) => kinds.includes(kind) && this.minuteOf(dueAt) <= until);
    return owed.find(({ key, dueAt }) => !this.forgotten.has(`${key} ${dueAt}`)) ?? null;
  }

  private async answer({ kind, key, text }: Deadline): Promise<void> {
    if (kind === "broadcast") return this.room.must("scribe", "SendBroadcast", { text: "On plan." });
    if (kind === "check")
      return this.room.must("deployer", "RecordCheck", {
        seriesId: key.slice("check:".length),
        result: "pass",
      });
    const fields = { Summary: "Quiet.", Metrics: "No 5xx above the baseline.", Actions: "None." };
    return this.room.must("scribe", "FileReport", { reportId: text.replace("The report at ", ""), fields });
  }

  /** Does all that falls due up to that minute, each at its moment, but what is to be forgotten. */
  async dutiesUntil(minute: number, forgets: (duty: Deadline, minute: number) => boolean = () => false) {
    for (;;) {
      const duty = await this.next(["broadcast", "check", "report"], minute);
      if (!duty) break;
      const due = this.minuteOf(duty.dueAt);
      this.clock.setTo(duty.dueAt);
      if (forgets(duty, due)) {
        this.forgotten.add(`${duty.key} ${duty.dueAt}`);
        continue;
      }
      await this.answer(duty);
      this.done.push({ kind: duty.kind, what: duty.key, minute: due });
    }
    this.at(minute);
    await this.timers();
  }

  minutesOf(kind: string, what = ""): number[] {
    return this.done
      .filter((each) => each.kind === kind && each.what.includes(what))
      .map(({ minute }) => minute);
  }
}

const every = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step);

describe.skipIf(!hasSharedRunbooks)("the go-live war room, from T-60 to T+72 h", () => {
  let api: ApiFixture;
  let clock: SetClock;

  beforeAll(async () => {
    const makeClock: MakeClock = (db, log) => {
      clock = new SetClock(db.pool, log);
      return clock;
    };
    api = await ApiFixture.start({}, makeClock);
  });
  afterAll(() => api.stop());

  test("C.9 H.1 H.4 H.5 every update, check and report falls due when the document says", async () => {
    const runbook = await publish(api, sharedRunbook("go-live-war-room.md"));
    const t0 = Math.ceil((clock.now() + 120 * MINUTE) / MINUTE) * MINUTE;
    const iso = (minute: number) => new Date(t0 + minute * MINUTE).toISOString();
    const room = await ScenarioRoom.plan(api, runbook, {
      ...{ title: "The night in an hour", t0: iso(0), window: { start: iso(-60), end: iso(120) } },
    });
    const night = new Night(room, api, clock, t0);

    // T-60: the window opens, the commander starts. Updates are owed every 15 minutes.
    night.at(-60);
    await room.must("ic", "StartRun");
    await night.dutiesUntil(-1);
    expect(night.minutesOf("broadcast")).toEqual([-45, -30, -15]);

    // T-0: the update of T-0 is forgotten; at T+15 it is missed, once, and the next is owed at once.
    await night.dutiesUntil(14, (_, minute) => minute === 0);
    expect((await night.state()).updates.missed).toEqual([]);
    night.at(16);
    await night.timers();
    expect((await night.state()).updates.missed.map(({ dueAt }) => night.minuteOf(dueAt))).toEqual([0]);

    // T+16: everything is done, the commander decides GO. Hypercare begins.
    await room.walkUntil(() => false);
    const point = (await night.state()).decisionPoints.find(({ final }) => final);
    await room.go(point?.id ?? "");
    const begun = night.minuteOf((await night.state()).hypercareAt ?? "");
    expect(begun).toBe(16);
    night.done.length = 0;

    // To T+72 h after GO: one round is forgotten, in the third hour.
    const forgotten = begun + 150;
    await night.dutiesUntil(
      begun + 72 * 60,
      ({ key }, minute) => key === "check:round" && minute === forgotten,
    );
    const after = (minutes: number[]) => minutes.map((minute) => begun + minute);
    expect(night.minutesOf("broadcast")).toEqual(after([30, 60, 90, 120, ...every(180, 1440, 60)]));
    expect(night.minutesOf("check", "check:round")).toEqual(
      after([
        ...every(30, 360, 30).filter((m) => m !== 150),
        ...every(420, 1440, 60),
        ...every(1920, 4320, 480),
      ]),
    );
    expect(night.minutesOf("check", "Stuck Job Detector")).toEqual(after(every(30, 4320, 30)));
    expect(night.minutesOf("check", "Daily Recon Report")).toEqual(after([1440, 2880, 4320]));
    expect(night.minutesOf("report")).toEqual(after([1440, 4320]));

    const last = await night.state();
    const missed = last.checkRecords.filter(({ result }) => result === "missed");
    expect(missed.map(({ seriesId, dueAt }) => [seriesId, night.minuteOf(dueAt ?? "")])).toEqual([
      ["round", forgotten],
    ]);
    // What came while the run was before its GO was logged when it came.
    expect(last.reached.every(({ dueAt, at }) => Date.parse(at) - Date.parse(dueAt) < 2 * MINUTE)).toBe(true);
    expect(last.deadlines.filter(({ kind }) => kind !== "moment")).toEqual([]);

    for (const { id } of last.criteria) await room.must("ic", "ConfirmCriterion", { criterionId: id });
    await room.must("ic", "DeclareComplete");
    await room.finish("hypercare");
    await room.sign();
    await room.must("ic", "CloseRun");
    expect(await night.state()).toMatchObject({ status: "closed", outcome: "complete", deadlines: [] });
  }, 120_000);
});
