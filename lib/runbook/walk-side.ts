import type { Block } from "./blocks";
import { readCadence, readCommunication } from "./communications";
import { decisionParagraph, statementParagraph } from "./decision-marks";
import { type ImportDraft, newPhase } from "./draft";
import { readMonitoringTable } from "./hypercare";
import type { SectionKind } from "./keywords";
import { readMetadata } from "./metadata";
import { childSections, ownBlocks, type Section } from "./outline";
import { readGates } from "./phase-facets";
import { readRoles, readRoleTable } from "./roles";
import {
  evidenceDeadline,
  isKindTable,
  readCompletion,
  readContacts,
  readContactTable,
  readEvidence,
  readExitCodes,
  readFinalRecord,
  readTaxonomy,
  readTimeline,
  readTools,
} from "./side-sections";
import { readTriggers, readTriggerTable } from "./triggers";

/** Sections that are never steps (rule 16) and those that only describe; true when the section is done. */
export function readSide(
  kind: SectionKind,
  section: Section,
  draft: ImportDraft,
  walkBelow: (child: Section, inherited: SectionKind | null) => void,
): boolean {
  const below = (inherited: SectionKind | null): true => {
    for (const child of childSections(section)) if (child.source === "heading") walkBelow(child, inherited);
    return true;
  };
  switch (kind) {
    case "roles":
      readRoles(section, draft);
      return below(kind);
    case "contacts":
      readContacts(section, draft);
      return below(kind);
    case "cadence":
      readCadence(section, draft);
      return below(kind);
    case "communication":
      readCommunication(section, draft);
      return below(kind);
    case "evidence":
    case "required-artifacts":
      readEvidence(section, draft, evidenceDeadline(section.heading.plain));
      return below(kind);
    case "final-record":
      readFinalRecord(section, draft);
      return below(kind);
    case "completion":
      readCompletion(section, draft);
      return below(kind);
    case "taxonomy":
      readTaxonomy(section, draft);
      return below(kind);
    case "triggers":
      readTriggers(section, draft);
      return below(kind);
    case "abort":
      readDocumentGates(section, draft);
      return true;
    case "metadata":
      readMetadata(ownBlocks(section), draft, false);
      return below(null);
    case "tools":
      readTools(ownBlocks(section), draft);
      for (const block of ownBlocks(section)) sideBlock(block, draft);
      return below(kind);
    case "timeline":
      readTimeline(ownBlocks(section), draft);
      return below(kind);
    case "environment":
    case "overview":
    case "rules":
    case "governance":
    case "references":
    case "troubleshooting":
    case "exit-codes":
      if (kind === "environment" || kind === "overview")
        readMetadata(ownBlocks(section), draft, kind === "overview");
      for (const block of ownBlocks(section)) sideBlock(block, draft);
      return below(kind);
    default:
      return false;
  }
}

/** Tables and marks that mean the same wherever they stand. */
export function sideBlock(block: Block, draft: ImportDraft): void {
  if (isKindTable(block, "exit-codes")) readExitCodes(block, draft);
  else if (isKindTable(block, "contacts")) readContactTable(block, draft);
  else if (isKindTable(block, "raci") || isKindTable(block, "roles")) readRoleTable(block, draft);
  else if (isKindTable(block, "triggers")) readTriggerTable(block, draft);
  else if (isKindTable(block, "monitoring")) readMonitoringTable(block, draft);
  else if (!statementParagraph(block, draft)) decisionParagraph(block, null, draft);
}

function readDocumentGates(section: Section, draft: ImportDraft): void {
  const before =
    draft.phases.findLast((phase) => phase.def.kind !== "preconditions") ??
    draft.phases[draft.phases.length - 1];
  const holder = before ?? newPhase(section, section, "", "execute");
  readGates(section, holder);
  if (before === undefined) draft.globalGates.push(...holder.def.abortGates);
  draft.ledger.place(section.line, section.endLine);
}
