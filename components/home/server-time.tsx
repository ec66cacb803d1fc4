"use client";

import { type ReactNode, useState } from "react";
import { ServerClock } from "@/lib/client/server-clock";
import { TickProvider } from "@/lib/client/use-now";

/** Clocks below it count in server time, on from the instant at which the page was made. */
export function ServerTime({ serverTime, children }: { serverTime: string; children: ReactNode }) {
  const [clock] = useState(() => new ServerClock(serverTime, Date.now));
  return (
    <TickProvider clock={clock} initialMs={Date.parse(serverTime)}>
      {children}
    </TickProvider>
  );
}
