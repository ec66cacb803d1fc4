"use client";

import { useEffect, useRef, useState } from "react";
import type { StepState } from "@/lib/run/step-state";

export interface FieldDrafts {
  /** What is typed here and not yet recorded, by field name. */
  values: Readonly<Record<string, string>>;
  set: (name: string, value: string) => void;
  /** Several at once, as they are read from an output. */
  setAll: (values: Readonly<Record<string, string>>) => void;
}

/**
 * What somebody is typing into a step's blanks. It survives updates from elsewhere, folding the step, and a reload;
 * it goes away when the record says the same.
 */
export function useFieldDrafts(runId: string, step: StepState): FieldDrafts {
  const key = `holdpoint:draft:${runId}:${step.id}:${step.attempt}`;
  const [values, setValues] = useState<Record<string, string>>({});
  // What stands now, not what stood when a value was sent: its answer must not undo what was typed meanwhile.
  const latest = useRef<Record<string, string>>({});

  useEffect(() => {
    latest.current = readDrafts(key);
    setValues(latest.current);
  }, [key]);

  const change = (several: Readonly<Record<string, string>>) => {
    latest.current = { ...latest.current, ...several };
    setValues(latest.current);
    writeDrafts(key, latest.current);
  };
  return {
    values: withoutRecorded(values, step.fields),
    set: (name, value) => change({ [name]: value }),
    setAll: change,
  };
}

function withoutRecorded(values: Record<string, string>, recorded: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== (recorded[name] ?? "")),
  );
}

function readDrafts(key: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return {};
  }
}

function writeDrafts(key: string, values: Record<string, string>): void {
  try {
    if (Object.keys(values).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(values));
  } catch {
    // Without storage the draft lives as long as the tab.
  }
}
