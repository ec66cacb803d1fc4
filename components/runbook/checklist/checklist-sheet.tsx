import type { VersionAnswer } from "@/lib/protocol/http";
import type { RunbookDefinition } from "@/lib/run/definition";
import { ChecklistPhase } from "./checklist-phase";
import { Blank, Tick } from "./marks";

/** An operator's sheet of a version: on paper black on white, in two columns, whatever the theme. */
export function ChecklistSheet({ version }: { version: VersionAnswer }) {
  const { definition } = version;
  return (
    <article
      data-sheet
      className="sheet rounded-xl border border-line bg-panel px-5 py-5 text-[0.8125rem] leading-snug"
    >
      <header className="sheet-whole mb-3 border-b-2 border-text pb-2">
        <h1 className="text-lg font-[650] leading-tight">{definition.title}</h1>
        <p className="mt-0.5 text-xs text-muted">
          Operator checklist · version {version.version}, published {version.publishedAt.slice(0, 10)} by{" "}
          {version.author.name}
        </p>
        <p className="font-mono text-[0.6875rem] break-all text-muted" data-testid="checklist-sha256">
          SHA-256 {version.sha256}
        </p>
        <p className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-xs">
          <Blank name="Run" />
          <Blank name="T-0" />
          <Blank name="Date" />
        </p>
      </header>
      <Roles definition={definition} />
      {definition.phases.map((phase) => (
        <ChecklistPhase key={phase.id} phase={phase} definition={definition} />
      ))}
      <Rollback definition={definition} />
      <Evidence definition={definition} />
      <FinalRecord definition={definition} />
      <Contacts definition={definition} />
    </article>
  );
}

interface Part {
  definition: RunbookDefinition;
}

function Heading({ children }: { children: string }) {
  return (
    <h2 className="mb-1 border-b border-line pb-0.5 text-sm font-[650] break-after-avoid">{children}</h2>
  );
}

const partStyle = "mb-3 break-inside-avoid";

function Roles({ definition: { roles } }: Part) {
  if (roles.length === 0) return null;
  return (
    <section className={partStyle}>
      <Heading>Roles</Heading>
      <ul className="grid gap-x-4 gap-y-1">
        {roles.map(({ key, name, capability }) => (
          <li key={key} className="flex">
            <Blank name={capability === "decider" ? `${name} (decides)` : name} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rollback({ definition }: Part) {
  const { triggers, clockMinutes, phases } = definition.rollback;
  return (
    <>
      {triggers.length > 0 ? (
        <section className={partStyle}>
          <Heading>Rollback triggers</Heading>
          <p className="mb-1 text-xs">The decider decides within {clockMinutes} minutes of a trigger.</p>
          <ul>
            {triggers.map(({ id, text, severity, action, actionText }) => (
              <li key={id} className="flex gap-1.5 py-0.5">
                <Tick />
                <span className="min-w-0">
                  {text} <b>→ {actionText ?? action}</b>
                  {severity ? ` (${severity})` : ""}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {phases.map((phase) => (
        <ChecklistPhase key={phase.id} phase={phase} definition={definition} rollback />
      ))}
    </>
  );
}

function Evidence({ definition: { evidence } }: Part) {
  if (evidence.length === 0) return null;
  return (
    <section className={partStyle}>
      <Heading>Evidence</Heading>
      <ul>
        {evidence.map(({ name, requiredBefore }) => (
          <li key={name} className="flex gap-1.5 py-px">
            <Tick />
            <span className="min-w-0">
              <code className="font-mono text-xs break-all">{name}</code>
              {requiredBefore ? <span className="text-muted"> before {requiredBefore}</span> : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FinalRecord({ definition: { finalRecord } }: Part) {
  if (finalRecord.length === 0) return null;
  return (
    <section className={partStyle}>
      <Heading>Final decision record</Heading>
      <ul className="grid gap-1">
        {finalRecord.map(({ name, options }) => (
          <li key={name} className="flex">
            <Blank name={name} options={options} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Contacts({ definition: { contacts } }: Part) {
  if (contacts.length === 0) return null;
  return (
    <section className={partStyle}>
      <Heading>Contacts</Heading>
      <ul>
        {contacts.map(({ role, contact, escalation, line }) => (
          <li key={line} className="py-px">
            <b>{role}</b>: {contact}
            {escalation ? ` → ${escalation}` : ""}
          </li>
        ))}
      </ul>
    </section>
  );
}
