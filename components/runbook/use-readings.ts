"use client";

import { startTransition, useEffect, useRef, useState } from "react";
import { ImportReader } from "./import-reader";
import type { Reading } from "./reading";
import { bytesOf, type SourceDraft } from "./source-draft";

interface ReadText {
  /** The text that was read: an older one while its file is being edited. */
  draft: SourceDraft;
  reading: Reading;
}

/** The latest reading of each file. */
export type Readings = ReadonlyMap<string, ReadText>;

interface Readable {
  id: string;
  draft: SourceDraft;
}

/** Reads every file in a worker, `current` before the others, and again whenever its text changes. */
export function useReadings(files: readonly Readable[], current: string | null): Readings {
  const [readings, setReadings] = useState<Readings>(new Map());
  const wanted = useRef({ files, current });
  const done = useRef(new Map<string, SourceDraft>());
  const working = useRef(false);
  const reader = useRef<ImportReader | null>(null);

  useEffect(() => {
    wanted.current = { files, current };
    if (!working.current) void work();

    async function work() {
      working.current = true;
      for (let file = nextFile(); file; file = nextFile()) {
        const { id, draft } = file;
        reader.current ??= new ImportReader(
          () => new Worker(new URL("./reading-worker.ts", import.meta.url), { type: "module" }),
        );
        const by = reader.current;
        const reading = await by.read(bytesOf(draft));
        // Closed meanwhile: this screen has gone.
        if (reader.current !== by) break;
        done.current.set(id, draft);
        startTransition(() => setReadings((known) => new Map(known).set(id, { draft, reading })));
      }
      working.current = false;
    }

    function nextFile(): Readable | undefined {
      const stale = wanted.current.files.filter(({ id, draft }) => done.current.get(id) !== draft);
      return stale.find(({ id }) => id === wanted.current.current) ?? stale[0];
    }
  }, [files, current]);

  useEffect(
    () => () => {
      reader.current?.close();
      reader.current = null;
    },
    [],
  );
  return readings;
}
