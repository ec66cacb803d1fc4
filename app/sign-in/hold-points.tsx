const marks = [
  { x: 60, label: "T−60", done: true },
  { x: 150, label: "T−30", done: true },
  { x: 240, label: "T−15", done: true },
  { x: 330, label: "T−0", done: false },
  { x: 420, label: "T+15", done: false },
];

/** A line of work with its hold point: what the product is, without a word. */
export function HoldPoints() {
  return (
    <svg
      viewBox="0 0 480 480"
      className="absolute inset-0 m-auto w-[min(78%,34rem)]"
      fill="none"
      aria-hidden="true"
    >
      <path d="M60 240H330" stroke="var(--go)" strokeWidth="2" />
      <path d="M330 240H420" stroke="var(--line)" strokeWidth="2" strokeDasharray="3 6" />
      {marks.map(({ x, label, done }) => (
        <g key={x}>
          {x === 330 ? (
            <>
              <path
                d="M330 196l44 44-44 44-44-44z"
                fill="var(--ground)"
                stroke="var(--live)"
                strokeWidth="2"
              />
              <path d="M322 226v28M338 226v28" stroke="var(--live)" strokeWidth="4" />
            </>
          ) : (
            <circle
              cx={x}
              cy="240"
              r="7"
              fill={done ? "var(--go)" : "var(--panel)"}
              stroke={done ? "none" : "var(--edge)"}
              strokeWidth="2"
            />
          )}
          <text
            x={x}
            y={x === 330 ? 318 : 276}
            textAnchor="middle"
            fill="var(--muted)"
            fontSize="13"
            fontFamily="var(--font-mono), monospace"
          >
            {label}
          </text>
        </g>
      ))}
    </svg>
  );
}
