const KEY = Symbol.for("holdpoint.argon2-gate");
const AT_ONCE = 2;

interface Gate {
  running: number;
  waiting: (() => void)[];
}

/** On globalThis, because Next's bundle has its own copy of this module in the same process. */
function gate(): Gate {
  const known: Gate | undefined = Reflect.get(globalThis, KEY);
  if (known) return known;
  const made: Gate = { running: 0, waiting: [] };
  Reflect.set(globalThis, KEY, made);
  return made;
}

/** Runs the task when fewer than two others run: a flood of sign-ins must not take all memory and processors. */
export async function throughArgon2Gate<T>(task: () => Promise<T>): Promise<T> {
  const { waiting } = gate();
  if (gate().running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else gate().running += 1;
  try {
    return await task();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else gate().running -= 1;
  }
}
