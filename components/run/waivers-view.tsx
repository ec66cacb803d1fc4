"use client";

import { Instant } from "../ui/time";
import { useRoom } from "./room-context";

/** The register of waivers. */
export function WaiversView() {
  const { state } = useRoom();
  return (
    <section aria-labelledby="waivers-title" className="grid gap-4">
      <h2 id="waivers-title" className="text-xl font-[650] tracking-[-0.01em]">
        Waivers
      </h2>
      <ul className="grid">
        {state.waivers.map((waiver) => (
          <li key={waiver.id} className="border-b border-line py-3">
            <p>
              <span className="font-mono text-[0.8125rem] text-muted">{waiver.ticket}</span> {waiver.reason}
            </p>
            <p className="text-[0.8125rem] text-muted">
              {waiver.requestedBy.name}
              {waiver.answeredBy ? `, ${waiver.status} by ${waiver.answeredBy.name}` : ", not granted yet"} ·
              until <Instant iso={waiver.expiresAt} zone={state.timeZone} style="short" />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
