"use client";

import { Command } from "cmdk";
import { useEffect, useState } from "react";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { openerNow } from "../ui/opener";
import { paletteActions } from "./palette-actions";
import { pointName } from "./point-name";
import { recordFiles } from "./record-files";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { focusComposer } from "./room-keys";
import { type Target, useRoomUi } from "./room-ui";
import { offsetLabel } from "./t-label";

const places: readonly { word: string; target: Target }[] = [
  { word: "What is current", target: { kind: "now" } },
  { word: "Rollback plan", target: { kind: "rollback" } },
  { word: "Triggers", target: { kind: "triggers" } },
  { word: "Evidence", target: { kind: "evidence" } },
  { word: "Waivers", target: { kind: "waivers" } },
  { word: "Decisions and their records", target: { kind: "decisions" } },
  { word: "Schedule", target: { kind: "schedule" } },
  { word: "Changes to the plan", target: { kind: "changes" } },
];

/** Finds any step, point of decision, place or action by a few letters. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { state, runId, refuse } = useRoom();
  const ui = useRoomUi();
  useFocusBack();
  const go = (target: Target) => {
    ui.show(target);
    ui.showTab("steps");
    onClose();
  };
  // What may be done stands first; what may not says why.
  const actions = paletteActions(state)
    .map(({ word, dialog, asks }) => {
      const rejection = asks ? refuse(asks) : null;
      return { word, dialog, barred: rejection ? rejectionText(rejection) : null };
    })
    .sort((a, b) => Number(a.barred !== null) - Number(b.barred !== null));
  const item = "flex cursor-pointer items-baseline gap-3 rounded-lg px-3 py-2 data-[selected=true]:bg-raised";
  const group =
    "[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted";
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      label="Find a step or an action"
      overlayClassName="fixed inset-0 z-40 bg-black/60"
      contentClassName="fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-xl overflow-hidden rounded-2xl border border-line bg-panel text-sm shadow-card"
    >
      <Command.Input
        placeholder="Find a step or an action…"
        className="w-full border-b border-line bg-transparent px-4 py-3.5 text-base placeholder:text-muted focus-visible:outline-none"
      />
      <Command.List className="max-h-[55dvh] overflow-y-auto p-2">
        <Command.Empty className="px-3 py-6 text-center text-muted">Nothing by that name.</Command.Empty>
        <Command.Group heading="Actions" className={group}>
          <Command.Item
            className={item}
            onSelect={() => {
              onClose();
              focusComposer(ui);
            }}
          >
            Log what happened
          </Command.Item>
          {actions.map(({ word, dialog, barred }) => (
            <Command.Item
              key={word}
              className={cx(item, barred && "cursor-not-allowed text-muted")}
              disabled={barred !== null}
              onSelect={() => ui.openDialog(dialog)}
            >
              <span className="whitespace-nowrap">{word}</span>
              {barred ? (
                <span className="min-w-0 flex-1 truncate text-xs" title={barred}>
                  {barred}
                </span>
              ) : null}
            </Command.Item>
          ))}
        </Command.Group>
        <Command.Group heading="The run's record" className={group}>
          {recordFiles(runId).map(({ word, href }) => (
            <Command.Item
              key={href}
              className={item}
              onSelect={() => {
                onClose();
                download(href);
              }}
            >
              <Icon name="document" className="self-center text-muted" /> {word}
            </Command.Item>
          ))}
        </Command.Group>
        <Command.Group heading="Places" className={group}>
          {places.map(({ word, target }) => (
            <Command.Item key={word} className={item} onSelect={() => go(target)}>
              {word}
            </Command.Item>
          ))}
          {state.decisionPoints.map((point) => (
            <Command.Item
              key={point.id}
              value={`decision ${point.title} ${point.id}`}
              className={item}
              onSelect={() => go({ kind: "decision", id: point.id })}
            >
              {pointName(state, point)}
            </Command.Item>
          ))}
        </Command.Group>
        {state.phases.map((phase) => (
          <Command.Group
            key={phase.id}
            heading={[offsetLabel(phase.label, phase.offset), phase.title].filter(Boolean).join(" ")}
            className={group}
          >
            {phase.steps.map((step) => (
              <Command.Item
                key={step.id}
                value={`${phase.title} ${step.title} ${step.id}`}
                className={item}
                onSelect={() => go({ kind: "phase", id: phase.id })}
              >
                {step.title}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command.Dialog>
  );
}

/** Back to where the palette was opened, unless it led to a dialog, which then gives the focus back itself. */
function useFocusBack(): void {
  const [opener] = useState(openerNow);
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === document.body) opener?.focus();
      });
    },
    [opener],
  );
}

/** As a link would, from where no link stands. */
function download(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}
