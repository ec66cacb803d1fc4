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
  it("keep one run's tasks in order, one at a time, and let other runs pass", async () => {
    const queues = new RunQueues();
    const first = gate();
    const order: string[] = [];
    const slow = queues.run("a", async () => {
      await first.opened;
      order.push("a1");
    });
    const next = queues.run("a", async () => order.push("a2"));
    await queues.run("b", async () => order.push("b1"));
    expect(order).toEqual(["b1"]);
    expect(queues.depth).toBe(2);
    first.open();
    await Promise.all([slow, next]);
    expect(order).toEqual(["b1", "a1", "a2"]);
    expect(queues.depth).toBe(0);
  });

  it("go on after a task that failed, and are drained when the last is done", async () => {
    const queues = new RunQueues();
    const failed = queues.run("a", async () => {
      throw new Error("defect");
    });
    const after = queues.run("a", async () => "fine");
    await expect(failed).rejects.toThrow("defect");
    await queues.drained();
    expect(await after).toBe("fine");
  });
});
