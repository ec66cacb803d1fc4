"use client";

import { Command } from "cmdk";
import { useRoom } from "./room-context";
import { focusComposer } from "./room-keys";
import { type RoomDialog, type Target, useRoomUi } from "./room-ui";
import { offsetLabel } from "./t-label";

const dialogs: readonly { word: string; dialog: RoomDialog }[] = [
  { word: "Report a rollback trigger", dialog: { kind: "trigger" } },
  { word: "Report an abort condition", dialog: { kind: "abort" } },
  { word: "Send an update", dialog: { kind: "broadcast" } },
  { word: "Write freeze", dialog: { kind: "write-freeze" } },
  { word: "Hand over command", dialog: { kind: "handover" } },
  { word: "Share with stakeholders", dialog: { kind: "share" } },
  { word: "Keys", dialog: { kind: "keys" } },
];

const places: readonly { word: string; target: Target }[] = [
  { word: "What is current", target: { kind: "now" } },
  { word: "Rollback plan", target: { kind: "rollback" } },
  { word: "Triggers", target: { kind: "triggers" } },
  { word: "Evidence", target: { kind: "evidence" } },
];

/** Finds any step, point of decision, place or action by a few letters. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { state } = useRoom();
  const ui = useRoomUi();
  const go = (target: Target) => {
    ui.show(target);
    ui.showTab("steps");
    onClose();
  };
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
        autoFocus
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
          {dialogs.map(({ word, dialog }) => (
            <Command.Item key={word} className={item} onSelect={() => ui.openDialog(dialog)}>
              {word}
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
              {point.title}
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
