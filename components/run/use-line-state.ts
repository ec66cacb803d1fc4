"use client";

import { useEffect, useState } from "react";
import { type Connection, connectionOf } from "@/lib/client/connection";
import type { RunSession } from "@/lib/client/run-session";

/** The line's word, looked at once a second and whenever something is heard; it renders only when its text changes. */
export function useLineState(session: RunSession): Connection {
  const [connection, setConnection] = useState<Connection>({ kind: "connecting" });
  useEffect(() => {
    const look = () => {
      const next = connectionOf(session.facts.get(), session.openedAt, Date.now());
      setConnection((known) => (sameWords(known, next) ? known : next));
    };
    look();
    const timer = setInterval(look, 1_000);
    const stop = session.facts.subscribe(look);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [session]);
  return connection;
}

function sameWords(a: Connection, b: Connection): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "live" && b.kind === "live") return tenths(a.lagSeconds) === tenths(b.lagSeconds);
  if ("seconds" in a && "seconds" in b) return a.seconds === b.seconds;
  return true;
}

function tenths(seconds: number): number {
  return Math.round(Math.max(0.1, seconds) * 10);
}
