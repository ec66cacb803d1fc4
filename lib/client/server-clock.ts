/** One round trip of `time`: local milliseconds before and after, and the server's clock in between. */
export interface ClockSample {
  sentAt: number;
  serverTime: number;
  receivedAt: number;
}

const SAMPLES_KEPT = 8;

/**
 * Difference between the server's clock and this one in milliseconds, from the quickest of the samples
 * (Cristian's algorithm: its error is at most half of that round trip). Null without a sample.
 */
export function clockOffset(samples: readonly ClockSample[]): number | null {
  let best: ClockSample | null = null;
  for (const sample of samples) {
    if (!best || roundTrip(sample) < roundTrip(best)) best = sample;
  }
  return best ? best.serverTime - (best.sentAt + best.receivedAt) / 2 : null;
}

function roundTrip(sample: ClockSample): number {
  return sample.receivedAt - sample.sentAt;
}

/** Server time on this machine. Until the first round trip it counts on from the time the page was made. */
export class ServerClock {
  private samples: ClockSample[] = [];
  private offset: number;

  /** @param serverTime ISO instant at which the server rendered the page; @param localNow this machine's clock. */
  constructor(
    serverTime: string,
    private readonly localNow: () => number,
  ) {
    this.offset = Date.parse(serverTime) - localNow();
  }

  now(): number {
    return this.localNow() + this.offset;
  }

  nowIso(): string {
    return new Date(this.now()).toISOString();
  }

  add(sample: ClockSample): void {
    if (sample.receivedAt < sample.sentAt || !Number.isFinite(sample.serverTime)) return;
    this.samples = [...this.samples, sample].slice(-SAMPLES_KEPT);
    const latest = sample.serverTime - (sample.sentAt + sample.receivedAt) / 2;
    // A jump of either machine's clock makes the older samples worthless.
    if (Math.abs(latest - this.offset) > 2_000) this.samples = [sample];
    this.offset = clockOffset(this.samples) ?? this.offset;
  }
}
