import type { RoleCapability, RoleDefinition } from "@/lib/run/definition";
import { Badge } from "../ui/badge";
import { LineRef, Linked } from "./linked";

const capabilityWords: Record<RoleCapability, string> = {
  decider: "decides GO, NO-GO, ROLLBACK",
  operator: "runs steps",
  scribe: "keeps the timeline",
  approver: "approves",
  observer: "watches",
};

export function RoleList({ roles }: { roles: RoleDefinition[] }) {
  return (
    <ul className="grid gap-x-6 sm:grid-cols-2">
      {roles.map((role) => (
        <Linked
          key={role.key}
          as="li"
          line={role.line}
          className="flex items-start gap-2 border-b border-line/60 px-2 py-2"
        >
          <div className="min-w-0 grow">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              {role.name}
              {role.capability === "decider" ? (
                <Badge tone="live" solid>
                  decider
                </Badge>
              ) : null}
            </p>
            <p className="text-[0.8125rem] text-muted">
              {role.description ?? capabilityWords[role.capability]}
            </p>
          </div>
          <LineRef line={role.line} />
        </Linked>
      ))}
    </ul>
  );
}
