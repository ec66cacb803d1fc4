import type { DecisionPointDefinition, PhaseDefinition, RunbookDefinition } from "@/lib/run/definition";
import { CommunicationSection } from "./communication-section";
import { DecisionCard } from "./decision-card";
import { EvidenceList } from "./evidence-list";
import { HypercareSection } from "./hypercare-section";
import { KeptText, PhaseCard } from "./phase-card";
import { PlainList } from "./plain-list";
import { RoleList } from "./role-list";
import { TriggerList } from "./rollback-section";
import { counted, Section } from "./section";

type Stop = { phase: PhaseDefinition } | { point: DecisionPointDefinition };

/** Phases in order, each decision point where it is taken. */
function stopsOf(definition: RunbookDefinition): Stop[] {
  const known = new Set(definition.phases.map((phase) => phase.id));
  const after = (id: string | null) =>
    definition.decisionPoints
      .filter(
        (point) =>
          (point.afterPhaseId !== null && known.has(point.afterPhaseId) ? point.afterPhaseId : null) === id,
      )
      .map((point) => ({ point }));
  const unplaced = after(null);
  return [
    ...unplaced.filter(({ point }) => point.position === "start"),
    ...definition.phases.flatMap((phase): Stop[] => [{ phase }, ...after(phase.id)]),
    ...unplaced.filter(({ point }) => point.position !== "start"),
  ];
}

/** Everything that was found in a runbook's text, in the order in which a room needs it. */
export function Structure({ definition }: { definition: RunbookDefinition }) {
  const roleNames = new Map(definition.roles.map((role) => [role.key, role.name]));
  const proseOf = (id: string | null) => definition.prose.filter((block) => block.phaseId === id);
  const phaseIds = new Set([...definition.phases, ...definition.rollback.phases].map((phase) => phase.id));
  const loose = definition.prose.filter((block) => block.phaseId === null || !phaseIds.has(block.phaseId));
  const steps = definition.phases.reduce((sum, phase) => sum + phase.steps.length, 0);
  const { triggers, phases: rollbackPhases } = definition.rollback;
  return (
    <div className="space-y-6">
      <Section id="found-roles" title="Roles" count={String(definition.roles.length)}>
        <RoleList roles={definition.roles} />
      </Section>
      <Section
        id="found-phases"
        title="Phases"
        count={`${counted(definition.phases.length, "phase")}, ${counted(steps, "step")}`}
      >
        <div className="space-y-3">
          {stopsOf(definition).map((stop) =>
            "phase" in stop ? (
              <PhaseCard
                key={`phase-${stop.phase.id}`}
                phase={stop.phase}
                prose={proseOf(stop.phase.id)}
                roleNames={roleNames}
              />
            ) : (
              <DecisionCard key={`point-${stop.point.id}`} point={stop.point} roleNames={roleNames} />
            ),
          )}
        </div>
      </Section>
      {triggers.length > 0 ? (
        <Section id="found-triggers" title="Rollback triggers" count={String(triggers.length)}>
          <TriggerList rollback={definition.rollback} />
        </Section>
      ) : null}
      {rollbackPhases.length > 0 ? (
        <Section id="found-rollback" title="Rollback plan" count="locked until ROLLBACK">
          <div className="space-y-3">
            {rollbackPhases.map((phase) => (
              <PhaseCard key={phase.id} phase={phase} prose={proseOf(phase.id)} roleNames={roleNames} />
            ))}
          </div>
        </Section>
      ) : null}
      <SideSections definition={definition} />
      {loose.length > 0 ? (
        <Section id="found-prose" title="Text outside of phases" count={counted(loose.length, "block")}>
          <div className="rounded-xl border border-line bg-panel [&>details]:border-t-0">
            <KeptText blocks={loose} />
          </div>
        </Section>
      ) : null}
    </div>
  );
}

/** Sections that are never steps; each only where the text has it. */
function SideSections({ definition }: { definition: RunbookDefinition }) {
  const { communications, hypercare, evidence, completion, finalRecord, contacts, taxonomy, variables } =
    definition;
  return (
    <>
      {communications.templates.length + communications.cadence.length > 0 ? (
        <Section
          id="found-comms"
          title="Communication"
          count={counted(communications.templates.length, "template")}
        >
          <CommunicationSection communications={communications} />
        </Section>
      ) : null}
      {hypercare.checks.length + hypercare.schedule.length > 0 ? (
        <Section id="found-hypercare" title="Hypercare" count={counted(hypercare.checks.length, "check")}>
          <HypercareSection hypercare={hypercare} />
        </Section>
      ) : null}
      {evidence.length > 0 ? (
        <Section id="found-evidence" title="Evidence" count={counted(evidence.length, "artifact")}>
          <EvidenceList evidence={evidence} />
        </Section>
      ) : null}
      {completion.length > 0 ? (
        <Section id="found-completion" title="Completion criteria" count={String(completion.length)}>
          <PlainList items={completion.map(({ id, text, line }) => ({ key: id, text, line }))} />
        </Section>
      ) : null}
      {finalRecord.length > 0 ? (
        <Section id="found-record" title="Final decision record" count={counted(finalRecord.length, "blank")}>
          <PlainList
            items={finalRecord.map(({ name, options, line }) => ({
              key: `${line}-${name}`,
              text: name,
              detail: options.length > 0 ? options.join(" / ") : null,
              line,
            }))}
          />
        </Section>
      ) : null}
      {contacts.length > 0 ? (
        <Section id="found-contacts" title="Contacts" count={String(contacts.length)}>
          <PlainList
            items={contacts.map(({ role, contact, escalation, line }) => ({
              key: `${line}-${role}`,
              text: `${role}: ${contact}`,
              detail: escalation,
              line,
            }))}
          />
        </Section>
      ) : null}
      {taxonomy.length > 0 ? (
        <Section id="found-taxonomy" title="Root-cause classes" count={String(taxonomy.length)}>
          <p className="text-[0.8125rem] text-muted">{taxonomy.join(" · ")}</p>
        </Section>
      ) : null}
      {variables.length > 0 ? (
        <Section id="found-variables" title="Variables" count={String(variables.length)}>
          <p className="font-mono text-[0.8125rem] text-muted">
            {variables.map((name) => `{{${name}}}`).join("  ")}
          </p>
        </Section>
      ) : null}
    </>
  );
}
