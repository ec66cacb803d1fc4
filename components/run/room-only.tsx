interface RoomOnlyProps {
  restricted: boolean;
  onChange: (restricted: boolean) => void;
}

/** Who may open what is filed. */
export function RoomOnly({ restricted, onChange }: RoomOnlyProps) {
  return (
    <label className="flex min-h-9 items-start gap-2.5">
      <input
        type="checkbox"
        checked={restricted}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 accent-live"
      />
      <span>
        Restricted
        <span className="block text-[0.8125rem] text-muted">
          Only the commander, approvers and you may open it. Everyone in a role sees that it is there.
        </span>
      </span>
    </label>
  );
}
