"use client";

import { useId, useState } from "react";
import { keepSignals, signalSettings } from "@/lib/client/signal-settings";
import { playCall, unlockSound } from "@/lib/client/signal-sound";
import { useStore } from "@/lib/client/store";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { useRoomSignals } from "./use-room-signals";

/** How this browser calls its person; beside the line's state in the band. */
export function SignalsButton() {
  const id = useId();
  const { sound, desktop } = useStore(signalSettings);
  useRoomSignals();
  const words = [sound ? "sound" : null, desktop ? "notifications" : null].filter((word) => word !== null);
  const standing = words.length > 0 ? `${words.join(" and ")} on` : "off";
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={`Sounds and notifications: ${standing}`}
        title={`Sounds and notifications: ${standing}`}
        className="grid size-6 place-items-center rounded"
      >
        <Icon name={words.length > 0 ? "bell" : "bell-off"} />
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Sounds and notifications"
        className="fixed inset-auto right-3 top-11 m-0 w-[min(22rem,calc(100vw-1.5rem))] rounded-xl border border-line bg-panel p-4 text-sm font-normal text-text shadow-card"
      >
        <SignalChoices />
      </div>
    </>
  );
}

const refusedWords =
  "This browser does not allow notifications from here. Allow them in its settings for this site, then turn them on again.";

/** Asks the browser; true where it lets this site notify. */
async function mayNotify(): Promise<boolean> {
  if (!("Notification" in window)) return false;
  if (Notification.permission === "granted") return true;
  return (await Notification.requestPermission()) === "granted";
}

function SignalChoices() {
  const settings = useStore(signalSettings);
  const [refused, setRefused] = useState(false);
  const chooseSound = (sound: boolean) => {
    if (sound) unlockSound();
    keepSignals({ ...settings, sound });
  };
  const chooseDesktop = async (wanted: boolean) => {
    const desktop = wanted && (await mayNotify());
    setRefused(wanted && !desktop);
    keepSignals({ ...signalSettings.get(), desktop });
  };
  return (
    <div className="grid gap-3">
      <p className="text-muted">
        When your step is next, a poll opens, a decision is taken, a decision clock starts, or the run halts.
        Never for what you did yourself. Kept in this browser.
      </p>
      <Choice label="Sound" checked={settings.sound} onChange={chooseSound} />
      <Choice
        label="Desktop notification, while you look elsewhere"
        checked={settings.desktop}
        onChange={(wanted) => void chooseDesktop(wanted)}
      />
      <p role="status" className={refused ? "text-hold" : "sr-only"}>
        {refused ? refusedWords : ""}
      </p>
      <Button size="sm" className="justify-self-start" onClick={() => void playCall("clock")}>
        Try the sound
      </Button>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Choice({ label, checked, onChange }: ChoiceProps) {
  return (
    <label className="flex items-center gap-2.5">
      <input
        type="checkbox"
        className="size-4 accent-live"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
