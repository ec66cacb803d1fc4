import type { CallKind } from "./call-outs";

/** Each occasion has its own few notes, in Hz; what is urgent falls and repeats, what is asked rises. */
const tunes: Record<CallKind, readonly number[]> = {
  halt: [880, 440, 880, 440],
  clock: [740, 988, 740, 988],
  decision: [523, 659, 784],
  poll: [587, 784],
  step: [784, 988],
};

const NOTE_S = 0.17;
const LOUDNESS = 0.16;

/** A browser that lets no page sound before it was touched answers late, or never: a call that late is no call. */
const PATIENCE_MS = 500;

let context: AudioContext | null = null;

/** Makes sound possible; browsers want this from within a click or a key. */
export function unlockSound(): void {
  context ??= new AudioContext();
  void context.resume().catch(() => {});
}

function note(on: AudioContext, frequency: number, at: number): void {
  const tone = on.createOscillator();
  const gain = on.createGain();
  tone.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S);
  tone.connect(gain).connect(on.destination);
  tone.start(at);
  tone.stop(at + NOTE_S);
}

/** Plays the notes of an occasion; silent where the browser does not let it. */
export async function playCall(kind: CallKind): Promise<void> {
  unlockSound();
  const on = context;
  if (!on) return;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([on.resume().catch(() => {}), late]);
  if (on.state !== "running") return;
  for (const [index, frequency] of tunes[kind].entries())
    note(on, frequency, on.currentTime + index * NOTE_S);
}
