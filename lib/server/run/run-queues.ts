/** One queue for each run: tasks of one run follow each other, tasks of different runs do not wait. */
export class RunQueues {
  private readonly tails = new Map<string, Promise<unknown>>();
  private waiting = 0;

  /** Tasks that wait or run. */
  get depth(): number {
    return this.waiting;
  }

  run<T>(runId: string, task: () => Promise<T>): Promise<T> {
    const before = this.tails.get(runId) ?? Promise.resolve();
    const result = before.then(task, task);
    this.tails.set(runId, result);
    this.waiting += 1;
    const done = () => {
      this.waiting -= 1;
      if (this.tails.get(runId) === result) this.tails.delete(runId);
    };
    result.then(done, done);
    return result;
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    while (this.tails.size > 0) await Promise.allSettled(this.tails.values());
  }
}
