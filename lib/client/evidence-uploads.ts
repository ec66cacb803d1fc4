import { newId } from "./new-id";
import { createStore, type Store } from "./store";
import { type EvidenceFile, type RunningUpload, type StartUpload, uploadEvidence } from "./upload-evidence";

/** A file on its way, or one that waits for its sender because it did not get there. */
export interface Upload extends EvidenceFile {
  id: string;
  /** Bytes that have left. */
  sent: number;
  /** `failed` keeps the file for another try. */
  state: "waiting" | "sending" | "failed";
  /** It failed by the line, not by its own fault: it goes by itself when the line is back. */
  broken: boolean;
  problem: string | null;
}

export interface Uploads {
  /** In the order in which they were given; what is stored is gone from here, and stands in the run's evidence. */
  list: readonly Upload[];
  /** Name of what was stored last, for telling. */
  lastStored: string | null;
}

/** More at once would only make each of them slower. */
const AT_ONCE = 2;

/** The files that one tab is sending to one run. They go on while the reader moves about in the room. */
export class EvidenceUploads {
  readonly store: Store<Uploads> = createStore<Uploads>({ list: [], lastStored: null });
  private readonly running = new Map<string, RunningUpload>();

  constructor(
    private readonly runId: string,
    private readonly start: StartUpload,
    /** Hears whether leaving the page now would break something off. */
    private readonly onUnderWay: (underWay: boolean) => void = () => undefined,
  ) {}

  /** Takes a file; an empty one is refused here already, because an empty file proves nothing (R9). */
  add(file: Omit<EvidenceFile, "key">): void {
    const id = newId();
    const empty = file.body.size === 0;
    const upload: Upload = {
      ...file,
      id,
      key: id,
      sent: 0,
      state: empty ? "failed" : "waiting",
      broken: false,
      problem: empty ? "The file is empty, and an empty file proves nothing." : null,
    };
    this.put([...this.list(), upload]);
    this.next();
  }

  retry(id: string): void {
    this.change(id, { state: "waiting", sent: 0, problem: null, broken: false });
    this.next();
  }

  /** Sends what the line broke off; called when it is back. */
  retryBroken(): void {
    for (const { id, broken } of this.list()) if (broken) this.retry(id);
  }

  /** Breaks it off, or lets go of one that failed. */
  cancel(id: string): void {
    this.running.get(id)?.cancel();
    this.running.delete(id);
    this.put(this.list().filter((upload) => upload.id !== id));
    this.next();
  }

  private next(): void {
    for (const upload of this.list()) {
      if (this.running.size >= AT_ONCE) break;
      if (upload.state === "waiting") void this.send(upload);
    }
    this.onUnderWay(this.running.size > 0);
  }

  private async send(upload: Upload): Promise<void> {
    const { id } = upload;
    const running = this.start(this.runId, upload, (sent) => this.change(id, { sent }));
    this.running.set(id, running);
    this.change(id, { state: "sending" });
    const answer = await running.answer;
    if (this.running.get(id) !== running) return;
    this.running.delete(id);
    if (answer.kind === "stored") {
      this.put(
        this.list().filter((other) => other.id !== id),
        upload.name,
      );
    } else if (answer.kind !== "cancelled") {
      const missing = answer.kind === "refused" ? answer.missing : [];
      const unnamed = missing.filter((item) => !answer.message.includes(item.replace(/\.$/, "")));
      this.change(id, {
        state: "failed",
        broken: answer.kind === "broken",
        problem: [answer.message, ...unnamed].join(" "),
      });
    }
    this.next();
  }

  private list(): readonly Upload[] {
    return this.store.get().list;
  }

  private put(list: readonly Upload[], lastStored = this.store.get().lastStored): void {
    this.store.set({ list, lastStored });
  }

  private change(id: string, change: Partial<Upload>): void {
    this.put(this.list().map((upload) => (upload.id === id ? { ...upload, ...change } : upload)));
  }
}

const known = new Map<string, EvidenceUploads>();

/** The uploads of this tab to this run: the same as long as the tab lives, whatever is shown in it. */
export function uploadsOf(runId: string): EvidenceUploads {
  // The server renders for everybody and sends nothing.
  if (typeof window === "undefined") return new EvidenceUploads(runId, uploadEvidence);
  const found = known.get(runId);
  if (found) return found;
  const made = new EvidenceUploads(runId, uploadEvidence, guardLeaving());
  known.set(runId, made);
  window.addEventListener("online", () => made.retryBroken());
  return made;
}

/** Asks before the page is left while something is under way. */
function guardLeaving(): (underWay: boolean) => void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  return (underWay) => {
    if (underWay) window.addEventListener("beforeunload", ask);
    else window.removeEventListener("beforeunload", ask);
  };
}
