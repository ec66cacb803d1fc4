/** A box to tick with a pen. */
export function Tick() {
  return (
    <span
      aria-hidden
      className="mt-[0.15em] inline-block size-[0.85em] shrink-0 border-[1.5px] border-text"
    />
  );
}

interface BlankProps {
  name: string;
  options?: readonly string[];
}

/** A named blank to fill with a pen, or its options to circle. */
export function Blank({ name, options = [] }: BlankProps) {
  return (
    <span className="flex min-w-40 grow items-baseline gap-1.5">
      <span className="min-w-0">{name}:</span>
      {options.length > 0 ? (
        <span className="font-semibold">{options.join(" / ")}</span>
      ) : (
        <span aria-hidden className="min-w-12 grow self-end border-b border-text" />
      )}
    </span>
  );
}
