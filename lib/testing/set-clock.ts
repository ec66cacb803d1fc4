import { DatabaseClock } from "../server/run/database-clock";

/** The database's clock, set forward by a test that plays a run in accelerated time. */
export class SetClock extends DatabaseClock {
  private aheadMs = 0;

  override now(): number {
    return super.now() + this.aheadMs;
  }

  /** Sets it to an instant; one that has passed leaves it as it is. */
  setTo(iso: string): void {
    this.aheadMs += Math.max(0, Date.parse(iso) - this.now());
  }
}
