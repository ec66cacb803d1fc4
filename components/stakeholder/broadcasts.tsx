import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { Instant } from "../ui/time";

interface BroadcastsProps {
  broadcasts: StakeholderSummary["broadcasts"];
  zone: string;
}

/** The last updates that the room sent, the latest first. */
export function Broadcasts({ broadcasts, zone }: BroadcastsProps) {
  return (
    <section aria-labelledby="updates">
      <h2 id="updates" className="px-4.5 pb-1 pt-4 text-[0.8125rem] font-semibold text-muted">
        Updates
      </h2>
      {broadcasts.length === 0 ? (
        <p className="border-t border-line px-4.5 py-2.5 text-muted">None yet.</p>
      ) : (
        <ol aria-live="polite">
          {broadcasts.map((broadcast) => (
            <li
              key={broadcast.at}
              className="grid grid-cols-[3.75rem_minmax(0,1fr)] gap-2.5 border-t border-line px-4.5 py-2.5"
            >
              <Instant iso={broadcast.at} zone={zone} className="pt-px font-mono text-sm text-muted" />
              <span>
                <span className="whitespace-pre-line">{broadcast.text}</span>
                <span
                  className="mt-0.5 block font-mono text-xs text-muted"
                  title={`On the record's event ${broadcast.basis.seq}, ${broadcast.basis.headHash}`}
                >
                  {broadcast.by ? `${broadcast.by} · ` : null}record {broadcast.basis.seq} ·{" "}
                  {broadcast.basis.headHash.slice(0, 12)}
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
