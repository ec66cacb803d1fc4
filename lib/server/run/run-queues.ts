/** So many jobs of a run are worked on together at most. */
const MOST_TOGETHER = 64;

/**
 * One queue for each run: the jobs of one run follow each other in their order, those of different runs do not wait.
 * Jobs that came while the run was busy are worked on together when its turn comes.
 */
export class RunQueues<Job> {
  private readonly tails = new Map<string, Promise<void>>();
  private readonly jobs = new Map<string, Job[]>();
  private waiting = 0;

  /** Jobs that wait or are worked on. */
  get depth(): number {
    return this.waiting;
  }

  /** `work` answers the jobs themselves; what it throws is nobody's answer, and stops no later job. */
  add(runId: string, job: Job, work: (jobs: Job[]) => Promise<void>): void {
    const jobs = this.jobs.get(runId);
    this.waiting += 1;
    if (jobs) {
      jobs.push(job);
      return;
    }
    this.jobs.set(runId, [job]);
    const turn = async () => {
      const mine = this.take(runId, work);
      await work(mine).catch(() => {});
      this.waiting -= mine.length;
    };
    const tail = (this.tails.get(runId) ?? Promise.resolve()).then(turn);
    this.tails.set(runId, tail);
    tail.then(() => {
      if (this.tails.get(runId) === tail) this.tails.delete(runId);
    });
  }

  /** What waits now; more than fit together get a turn of their own. */
  private take(runId: string, work: (jobs: Job[]) => Promise<void>): Job[] {
    const all = this.jobs.get(runId) ?? [];
    this.jobs.delete(runId);
    const rest = all.splice(MOST_TOGETHER);
    this.waiting -= rest.length;
    for (const job of rest) this.add(runId, job, work);
    return all;
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    while (this.tails.size > 0) await Promise.allSettled(this.tails.values());
  }
}
