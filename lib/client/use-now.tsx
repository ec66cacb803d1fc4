"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { createStore, type Store, useStore } from "./store";

/** Anything that tells the time: the server's clock in a live run, the scrubber's in a replay. */
export interface Clock {
  now(): number;
}

const TickContext = createContext<Store<number> | null>(null);

/**
 * One timer for all the clocks of a screen: it wakes just after each full second of the run's time, so that
 * every clock on every screen changes together.
 */
export function TickProvider(props: { clock: Clock; initialMs: number; children: ReactNode }) {
  const { clock, initialMs, children } = props;
  const [store] = useState(() => createStore(initialMs));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      clearTimeout(timer);
      const now = clock.now();
      store.set(now);
      timer = setTimeout(tick, 1_000 - (now % 1_000) + 5);
    };
    tick();
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [clock, store]);
  return <TickContext value={store}>{children}</TickContext>;
}

/** The run's time in milliseconds since the epoch, once a second. */
export function useNow(): number {
  const store = useContext(TickContext);
  if (!store) throw new Error("useNow needs a TickProvider above it");
  return useStore(store);
}
