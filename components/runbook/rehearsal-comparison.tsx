import type { Change } from "@/lib/run/amendment-state";
import type { CommandAndGateComparison, SamePart } from "@/lib/run/compare/command-and-gate";
import { Badge } from "../ui/badge";
import { Icon } from "../ui/icon";
import { StatePill } from "../ui/state-pill";
import { type ComparedVersion, ComparedVersions } from "./compared-versions";
import { counted } from "./section";

interface RehearsalComparisonProps {
  rehearsal: ComparedVersion;
  production: ComparedVersion;
  comparison: CommandAndGateComparison;
}

const GROUPS: { about: Change["about"]; title: string }[] = [
  { about: "command", title: "Commands" },
  { about: "gate", title: "Gates" },
  { about: "check", title: "Checks" },
  { about: "artifact", title: "Artifacts" },
];

/** A rehearsal's text against the production text: what differs by kind, then what is the same (R8). */
export function RehearsalComparison({ rehearsal, production, comparison }: RehearsalComparisonProps) {
  const { same, differs } = comparison;
  return (
    <div className="space-y-3">
      <ComparedVersions
        before={{ side: "Rehearsal", version: rehearsal }}
        after={{ side: "Production", version: production }}
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-2">
        <h2 className="text-[0.9375rem] font-[650]">Commands and gates</h2>
        {differs.length === 0 ? (
          <StatePill state={{ tone: "go", word: "IDENTICAL", icon: "check" }} size="sm" />
        ) : (
          <span className="text-[0.8125rem] text-muted">
            {counted(differs.length, "difference")}, {differs.filter((change) => change.weighty).length} of
            them weighty · {same.length} the same
          </span>
        )}
      </div>
      {GROUPS.map(({ about, title }) => (
        <Group
          key={about}
          title={title}
          open={about === "command" || about === "gate"}
          differs={differs.filter((change) => change.about === about)}
          same={same.filter((part) => part.about === about)}
        />
      ))}
    </div>
  );
}

interface GroupProps {
  title: string;
  open: boolean;
  differs: readonly Change[];
  same: readonly SamePart[];
}

function Group({ title, open, differs, same }: GroupProps) {
  if (differs.length + same.length === 0) return null;
  return (
    <details open={open && differs.length > 0} className="rounded-xl border border-line bg-panel">
      <summary className="px-4 py-2.5 text-sm font-semibold">
        {title}{" "}
        <span className="font-medium text-muted">
          · {differs.length} differ · {same.length} the same
        </span>
      </summary>
      <ul className="divide-y divide-line border-t border-line px-4">
        {differs.map((change) => (
          <DifferenceRow
            key={`${change.kind}-${change.stepId ?? ""}-${change.text}-${change.before ?? ""}`}
            change={change}
          />
        ))}
        {same.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two steps may share a command word for word; the list never changes.
          <SameRow key={index} part={part} />
        ))}
      </ul>
    </details>
  );
}

function DifferenceRow({ change }: { change: Change }) {
  return (
    <li className="py-2">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[0.8125rem]">
        {change.weighty ? (
          <Badge tone="hold">
            <Icon name="triangle" /> weighty
          </Badge>
        ) : null}
        <span className="min-w-0 flex-1 basis-56 break-words text-muted">{change.text}</span>
      </p>
      <div className="mt-1 grid gap-x-4 gap-y-1 font-mono text-xs md:grid-cols-2">
        <Side name="Rehearsal" text={change.before} />
        <Side name="Production" text={change.after} />
      </div>
    </li>
  );
}

function Side({ name, text }: { name: string; text: string | null }) {
  return (
    <p className="min-w-0 rounded bg-raised px-2 py-1 break-words whitespace-pre-wrap">
      <span className="font-sans text-muted">{name}: </span>
      {text ?? <span className="font-sans text-muted italic">not there</span>}
    </p>
  );
}

function SameRow({ part }: { part: SamePart }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1 py-1.5 text-[0.8125rem]">
      <Icon name="check" label="The same" className="size-3 text-go" />
      <code className="min-w-0 font-mono text-xs break-words">{part.text}</code>
      <span className="text-muted">{part.where}</span>
    </li>
  );
}
