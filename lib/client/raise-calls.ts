import type { CallOut } from "./call-outs";
import type { SignalSettings } from "./signal-settings";
import { playCall } from "./signal-sound";

/** The run that calls. */
export interface Caller {
  runId: string;
  title: string;
}

/** So long no other tab of this browser calls for the same occasion. */
const CLAIM_MS = 3_000;

/** Runs `act` in the first tab that asks for it; in all of them where the browser knows no locks. */
async function inOneTab(key: string, act: () => void): Promise<void> {
  if (!("locks" in navigator)) return act();
  await navigator.locks.request(`holdpoint call ${key}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    act();
    await new Promise((resolve) => setTimeout(resolve, CLAIM_MS));
  });
}

/** True while somebody has this page before their eyes: the screen itself tells them. */
function isWatched(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

function notify({ runId, title }: Caller, call: CallOut): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  try {
    const shown = new Notification(call.title, {
      body: `${call.body}\n${title}`,
      // A second one for the same occasion takes the place of the first.
      tag: `${runId} ${call.kind} ${call.key}`,
      silent: true,
    });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  } catch {
    // Phones have the constructor and refuse it.
  }
}

/** Calls somebody as they have allowed: a notification for each, and the sound of the most urgent alone. */
export function raiseCalls(caller: Caller, calls: readonly CallOut[], settings: SignalSettings): void {
  const [first] = calls;
  if (!first) return;
  void inOneTab(`${caller.runId} ${calls.map(({ kind, key }) => `${kind} ${key}`).join()}`, () => {
    if (settings.sound) void playCall(first.kind);
    if (!settings.desktop || isWatched()) return;
    for (const call of calls) notify(caller, call);
  });
}
