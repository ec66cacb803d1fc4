import { describe, expect, it } from "vitest";
import { RunQueues } from "./run-queues";

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe("queues of runs", () => {
  it("work on one run's jobs in order, on what waits together, and let other runs pass", async () => {
    const queues = new RunQueues<string>();
    const first = gate();
    const turns: string[][] = [];
    const work = async (jobs: string[]) => {
      turns.push(jobs);
      if (jobs.includes("a1")) await first.opened;
    };
    queues.add("a", "a1", work);
    await expect.poll(() => turns).toEqual([["a1"]]);
    queues.add("a", "a2", work);
    queues.add("a", "a3", work);
    queues.add("b", "b1", work);
    await expect.poll(() => turns).toEqual([["a1"], ["b1"]]);
    expect(queues.depth).toBe(3);
    first.open();
    await queues.drained();
    expect(turns).toEqual([["a1"], ["b1"], ["a2", "a3"]]);
    expect(queues.depth).toBe(0);
  });

  it("give more jobs than fit together several turns, in order", async () => {
    const queues = new RunQueues<number>();
    const turns: number[][] = [];
    for (let n = 0; n < 150; n += 1)
      queues.add("a", n, async (jobs) => {
        turns.push(jobs);
      });
    await queues.drained();
    expect(turns.map((jobs) => jobs.length)).toEqual([64, 64, 22]);
    expect(turns.flat()).toEqual(Array.from({ length: 150 }, (_, n) => n));
    expect(queues.depth).toBe(0);
  });

  it("go on after a turn that failed, and are drained when the last is done", async () => {
    const queues = new RunQueues<string>();
    const done: string[] = [];
    queues.add("a", "bad", async () => {
      throw new Error("defect");
    });
    await queues.drained();
    queues.add("a", "good", async (jobs) => {
      done.push(...jobs);
    });
    await queues.drained();
    expect(done).toEqual(["good"]);
  });
});
