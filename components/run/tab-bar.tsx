"use client";

import { cx } from "../ui/class-names";
import { Icon, type IconName } from "../ui/icon";
import { useRoom } from "./room-context";
import { type Tab, useRoomUi } from "./room-ui";

const tabs: readonly { tab: Tab; word: string; icon: IconName }[] = [
  { tab: "now", word: "Now", icon: "dot" },
  { tab: "steps", word: "Steps", icon: "check" },
  { tab: "timeline", word: "Timeline", icon: "clock" },
  { tab: "decide", word: "Decide", icon: "diamond" },
];

/** The phone's four panes, within reach of the thumb. */
export function TabBar() {
  const { tab, showTab, show } = useRoomUi();
  const { state } = useRoom();
  const asks = state.clocks.length > 0 ? "text-halt" : state.poll ? "text-live" : "";
  return (
    <nav
      aria-label="Panes"
      className="grid grid-cols-4 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {tabs.map((entry) => (
        <button
          key={entry.tab}
          type="button"
          aria-current={tab === entry.tab ? "page" : undefined}
          onClick={() => {
            // *Steps* pressed once more leads from what was chosen back to the list.
            if (entry.tab === "now" || (entry.tab === "steps" && tab === "steps")) show({ kind: "now" });
            showTab(entry.tab);
          }}
          className={cx(
            "grid min-h-14 place-items-center content-center gap-0.5 text-xs font-semibold",
            tab === entry.tab ? "text-text shadow-[inset_0_2px_0_var(--live)]" : "text-muted",
          )}
        >
          <Icon name={entry.icon} className={cx("size-[18px]", entry.tab === "decide" && asks)} />
          {entry.word}
        </button>
      ))}
    </nav>
  );
}
