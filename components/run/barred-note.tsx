import { type BarredButton, groupByReason } from "./barred-reasons";

/** Why buttons cannot be pressed, in words below them: a title is nothing to a thumb. Equal reasons stand once. */
export function BarredNote({ buttons, className }: { buttons: readonly BarredButton[]; className?: string }) {
  const reasons = groupByReason(buttons);
  if (reasons.length === 0) return null;
  return (
    <ul className={className}>
      {reasons.map(({ words, text }) => (
        <li key={text}>
          <b className="font-semibold">{words.join(", ")}</b> {text}
        </li>
      ))}
    </ul>
  );
}
