import type { KeyValueStorage } from "./outbox";
import { createStore, type Store } from "./store";

/** How this browser may call somebody; everything is off until it is turned on here. */
export interface SignalSettings {
  sound: boolean;
  desktop: boolean;
}

export const SILENT: SignalSettings = { sound: false, desktop: false };

const KEY = "holdpoint.signals";

/** What was kept; silence where nothing was, or nothing that can be read. */
export function readSignals(storage: Pick<KeyValueStorage, "getItem"> | null): SignalSettings {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(KEY) ?? "null");
    if (typeof kept !== "object" || kept === null) return SILENT;
    return { sound: Reflect.get(kept, "sound") === true, desktop: Reflect.get(kept, "desktop") === true };
  } catch {
    return SILENT;
  }
}

function browserStorage(): KeyValueStorage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** This browser's settings; the same in all of its tabs. */
export const signalSettings: Store<SignalSettings> = createStore(SILENT);

/** Takes up what was kept, and follows the other tabs. Answers how to stop. */
export function followSignals(): () => void {
  const read = () => signalSettings.set(readSignals(browserStorage()));
  read();
  const changed = (event: StorageEvent) => {
    if (event.key === KEY || event.key === null) read();
  };
  addEventListener("storage", changed);
  return () => removeEventListener("storage", changed);
}

export function keepSignals(settings: SignalSettings): void {
  signalSettings.set(settings);
  try {
    browserStorage()?.setItem(KEY, JSON.stringify(settings));
  } catch {
    // A full or forbidden storage: it holds for this visit.
  }
}
