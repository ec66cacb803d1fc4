/** What one node says of one run, over the `presence` channel. Instants are milliseconds of the database's clock. */
export interface Announcement {
  node: string;
  runId: string;
  /** 0 replaces what this node said before; a higher part adds to it. */
  part: number;
  watching: number;
  people: AnnouncedPerson[];
}

export interface AnnouncedPerson {
  id: string;
  name: string;
  /** Null while a screen of this person is connected. */
  away: number | null;
}

interface LocalPerson {
  name: string;
  screens: number;
  away: number | null;
}

interface LocalRun {
  people: Map<string, LocalPerson>;
  watching: number;
}

interface Heard {
  at: number;
  watching: number;
  people: Map<string, AnnouncedPerson>;
}

/** A node that was not heard for this long has gone; its people are away since they were last heard. */
const EXPIRES_AFTER_MS = 12_000;

/** Nobody asks any more who left so long ago. */
const FORGET_AFTER_MS = 24 * 3600_000;

/** A notification holds 8000 bytes. */
const MOST_BYTES = 6500;

/** Who is there, on this node and by the word of the others. Keeps no clock of its own. */
export class PresenceBoard {
  private readonly local = new Map<string, LocalRun>();
  private readonly heard = new Map<string, Map<string, Heard>>();
  private readonly left = new Map<string, Map<string, AnnouncedPerson>>();

  constructor(private readonly node: string) {}

  /** A screen came; `person` is null for the holder of a share link. */
  enter(runId: string, person: { id: string; name: string } | null): void {
    const run = this.local.get(runId) ?? { people: new Map<string, LocalPerson>(), watching: 0 };
    this.local.set(runId, run);
    run.watching += 1;
    if (!person) return;
    const screens = run.people.get(person.id)?.screens ?? 0;
    run.people.set(person.id, { name: person.name, screens: screens + 1, away: null });
  }

  leave(runId: string, personId: string | null, now: number): void {
    const run = this.local.get(runId);
    if (!run) return;
    run.watching = Math.max(0, run.watching - 1);
    const person = personId === null ? undefined : run.people.get(personId);
    if (!person) return;
    person.screens -= 1;
    if (person.screens <= 0) person.away = now;
  }

  /** Runs that this node has something to say of. */
  runs(): string[] {
    return [...this.local.keys()];
  }

  /** What this node says of a run, cut into pieces that fit into a notification. */
  announcements(runId: string, now: number): Announcement[] {
    const run = this.local.get(runId);
    const all: Announcement[] = [];
    let current: Announcement = { node: this.node, runId, part: 0, watching: run?.watching ?? 0, people: [] };
    let bytes = 200;
    for (const [id, person] of run?.people ?? []) {
      if (person.away !== null && now - person.away > FORGET_AFTER_MS) {
        run?.people.delete(id);
        continue;
      }
      const said = { id, name: person.name.slice(0, 80), away: person.away };
      const size = Buffer.byteLength(JSON.stringify(said)) + 1;
      if (bytes + size > MOST_BYTES) {
        all.push(current);
        current = { ...current, part: current.part + 1, people: [] };
        bytes = 200;
      }
      current.people.push(said);
      bytes += size;
    }
    if (run && run.watching === 0 && run.people.size === 0) this.local.delete(runId);
    return [...all, current];
  }

  /** Takes the word of another node; true where it changes what is shown of the run. */
  hear(announcement: Announcement, now: number): boolean {
    const { node, runId, part, watching, people } = announcement;
    if (node === this.node) return false;
    const runs = this.heard.get(node) ?? new Map<string, Heard>();
    this.heard.set(node, runs);
    const before = JSON.stringify(this.show(runId));
    const known = part > 0 ? runs.get(runId)?.people : undefined;
    const merged = new Map([...(known ?? []), ...people.map((person) => [person.id, person] as const)]);
    runs.set(runId, { at: now, watching, people: merged });
    return JSON.stringify(this.show(runId)) !== before;
  }

  /** Lets go of nodes that fell silent; answers the runs that change by it. */
  expire(now: number): string[] {
    const changed: string[] = [];
    for (const left of this.left.values()) {
      for (const [id, person] of left) if (now - (person.away ?? 0) > FORGET_AFTER_MS) left.delete(id);
    }
    for (const [node, runs] of this.heard) {
      for (const [runId, heard] of runs) {
        if (now - heard.at <= EXPIRES_AFTER_MS) continue;
        runs.delete(runId);
        changed.push(runId);
        const left = this.left.get(runId) ?? new Map<string, AnnouncedPerson>();
        this.left.set(runId, left);
        for (const person of heard.people.values())
          left.set(person.id, { ...person, away: person.away ?? heard.at });
      }
      if (runs.size === 0) this.heard.delete(node);
    }
    return changed;
  }

  /** Everyone known in a run: there, or away since when. The word of a node where someone is there wins. */
  show(runId: string): { people: AnnouncedPerson[]; watching: number } {
    const merged = new Map<string, AnnouncedPerson>();
    const take = (person: AnnouncedPerson) => {
      const known = merged.get(person.id);
      if (!known || (known.away !== null && (person.away === null || person.away > known.away))) {
        merged.set(person.id, person);
      }
    };
    const run = this.local.get(runId);
    let watching = run?.watching ?? 0;
    for (const [id, person] of run?.people ?? []) take({ id, name: person.name, away: person.away });
    for (const runs of this.heard.values()) {
      const heard = runs.get(runId);
      watching += heard?.watching ?? 0;
      for (const person of heard?.people.values() ?? []) take(person);
    }
    for (const person of this.left.get(runId)?.values() ?? []) take(person);
    const people = [...merged.values()].sort(
      (a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id),
    );
    return { people, watching };
  }
}
