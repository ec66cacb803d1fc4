import type { PhaseKind } from "../run/definition";
import type { Block } from "./blocks";
import { tableKind } from "./classify-table";
import { commandsOf, isSessionSetup, numberedCommands } from "./command-steps";
import { kindsOf, type SectionKind } from "./keywords";
import { once } from "./once";
import { childSections, ownBlocks, type Section } from "./outline";

/** What a section is made of, read before what it is called (structure first, words second). */
interface Structure {
  checkboxes: number;
  orderedItems: number;
  bullets: number;
  commands: number;
  stepTables: number;
}

function boxed(text: string | undefined): boolean {
  return text !== undefined && /^[☐□⬜◻❏☑]/u.test(text.trim());
}

function structureOf(blocks: Block[]): Structure {
  const s: Structure = { checkboxes: 0, orderedItems: 0, bullets: 0, commands: 0, stepTables: 0 };
  for (const block of blocks) {
    if (block.type === "list") {
      for (const item of block.items) {
        if (item.checked !== null || boxed(item.text?.plain)) s.checkboxes++;
        else if (block.ordered) s.orderedItems++;
        else s.bullets++;
      }
    } else if (block.type === "code") {
      if (!isSessionSetup(block)) s.commands += commandsOf(block).length;
    } else if (
      block.type === "table" &&
      tableKind(block) === "steps"
    )
      s.stepTables++;
  }
  return s;
}

export function isStepList(block: Block): boolean {
  return (
    block.type === "list" &&
    (block.ordered || block.items.some((item) => item.checked !== null || boxed(item.text?.plain)))
  );
}

/** True where the section's own blocks, without sub-headings, hold steps of a strong form. */
export function holdsSteps(section: Section): boolean {
  const s = structureOf(ownBlocks(section));
  return s.checkboxes + s.orderedItems + s.commands + s.stepTables > 0;
}

const SOFT = new Set<SectionKind>([
  "environment",
  "tools",
  "metadata",
  "timeline",
  "overview",
  "communication",
  "roles",
  "contacts",
  "references",
  "troubleshooting",
]);
const NAMED_STRONG = new Set<SectionKind>([
  "rollback",
  "post-rollback",
  "hypercare",
  "containment",
  "preconditions",
  "triggers",
]);

/** What a section is: its words, corrected by what it holds. Null when no word is known. */
export const sectionKind = once(kindOfSection);

function kindOfSection(section: Section): SectionKind | null {
  const { label } = section;
  const text = label.name === "" ? section.heading.plain : label.name;
  const kinds = kindsOf([text, ...label.remarks].join(" · "));
  const first = kinds[0]?.kind ?? null;
  const heading = section.source === "heading";
  const s = structureOf(ownBlocks(section));
  if (heading && (label.leadsWithOffset || label.phaseMark || label.stepMark)) {
    return first !== null && NAMED_STRONG.has(first)
      ? first
      : (kinds.find((hit) => PHASE_WORDS.has(hit.kind))?.kind ?? "procedure");
  }
  if (label.goNoGo && (first === "preconditions" || first === null || first === "decision")) {
    if (label.offset !== null && s.checkboxes > 0) return "verification";
    return first ?? "decision";
  }
  if (first !== null && SOFT.has(first)) {
    if (s.stepTables > 0) return "procedure";
    if (s.checkboxes >= 2 && first !== "references") return "procedure";
    if (first === "environment" && s.commands > 0) return "prepare";
    if (first === "overview" && kinds.length > 1 && s.checkboxes + s.commands > 0)
      return kinds[1]?.kind ?? first;
  }
  if (first === "troubleshooting" || first === "communication") return first;
  if (
    first === "decision" &&
    childSections(section).every((child) => child.source !== "heading") &&
    s.checkboxes + s.orderedItems + s.bullets === 0 &&
    s.commands > 0
  )
    return "procedure";
  return first;
}

export const PHASE_WORDS = new Set<SectionKind>([
  "verification",
  "prepare",
  "procedure",
  "rollback",
  "post-rollback",
  "preconditions",
  "containment",
  "hypercare",
  "actions",
  "decision",
]);

/** Kind of an executing phase, by the word that comes first in its name. */
export function phaseKindOf(name: string, offset: number | null): PhaseKind {
  const bare = name.replace(/\b(?:post|after|nach|après)[- ](?:the )?\p{L}+/giu, (match) =>
    /verif|check|valid|monitor/i.test(match) ? match : "…",
  );
  const places: [PhaseKind, RegExp][] = [
    [
      "prepare",
      /\bpre-?\s?\p{L}+|prepar|backup|snapshot|freeze|set-?up|session|vorbereit|sicherung|prépar|sauvegarde|preparaci|preparaç|příprava|záloha|подготов|резерв|chuẩn bị|sao lưu|准备|準備|备份|バックアップ|事前|준비|백업/iu,
    ],
    [
      "verify",
      /verif|validat|smoke|\btest|check(?!list)|sanity|canary|überprüf|prüf|vérif|contrôle|verifica|comproba|valida|ověř|kontrol|проверк|kiểm tra|xác minh|验证|検証|確認|검증|확인/iu,
    ],
    [
      "execute",
      /deploy|migrat|upgrade|cut-?over|execut|switch|stamp|apply|enable|import|install|failover|go-?live|launch|release|restore|establish|forward|umstellung|durchführ|bascule|déploie|migraci|desplie|ejecuci|implanta|execuç|nasaz|migrace|внедр|миграц|разверт|переключ|triển khai|切换|迁移|部署|上线|执行|实施|切替|切り替え|移行|本番|実施|전환|배포|이관|실행/iu,
    ],
  ];
  let best: { kind: PhaseKind; at: number } | null = null;
  for (const [kind, pattern] of places) {
    const at = pattern.exec(bare)?.index;
    if (at !== undefined && (best === null || at < best.at)) best = { kind, at };
  }
  const after = /\b(?:post|after|nach|après)[- ]/i.test(name) && best?.kind !== "verify" ? "verify" : null;
  if (after !== null && best === null) return "verify";
  if (
    best?.kind === "execute" &&
    /verif|validation|überprüfung|vérification|verificación|verificação|验证|検証|검증|проверка/iu.test(
      name,
    ) &&
    /(?:verification|validation|überprüfung|检查|验证|検証|검증)\s*$/iu.test(name)
  )
    return "verify";
  if (best === null) return offset !== null && offset <= -1440 ? "prepare" : "execute";
  return best.kind;
}

/** Heading that is itself a step (rule 6): "Step N", "N.M" or a T-offset, with no list of steps beneath. */
export function isHeadingStep(section: Section, underPhase: boolean, siblings: Section[] = []): boolean {
  if (section.source !== "heading") return false;
  const { label } = section;
  if (
    !(
      isNumberedStep(section, siblings) ||
      label.stepMark ||
      (label.dotted && underPhase) ||
      (label.leadsWithOffset && underPhase)
    )
  )
    return false;
  if (childSections(section).some((child) => child.source === "heading")) return false;
  const blocks = ownBlocks(section);
  if (blocks.some((block) => isStepList(block) && !isLabelledOutcome(section, block))) return false;
  if (
    blocks.some(
      (block) =>
        block.type === "table" &&
        tableKind(block) === "steps",
    )
  )
    return false;
  if (blocks.some((block) => block.type === "code" && numberedCommands(commandsOf(block)))) return false;
  if (label.stepMark || label.leadsWithOffset) return true;
  const kinds = kindsOf(label.name).map((hit) => hit.kind);
  const first = kinds[0];
  if (first !== undefined && STRONG_SIDES.has(first)) return false;
  return (
    blocks.length === 0 ||
    childSections(section).length > 0 ||
    blocks.some(
      (block) =>
        block.type === "paragraph" ||
        block.type === "list" ||
        block.type === "quote" ||
        (block.type === "code" && commandsOf(block).length > 0),
    )
  );
}

/** "### 1. …" beside others of its kind, hardly any of which holds a list of steps: the numbers count steps. */
function isNumberedStep(section: Section, siblings: Section[]): boolean {
  const numbered = siblings.filter(
    (each) =>
      each.source === "heading" &&
      /^\d+$/.test(each.label.number ?? "") &&
      !each.label.phaseMark &&
      each.label.offset === null,
  );
  if (numbered.length < 2 || !numbered.includes(section)) return false;
  if (numbered.some((each) => NO_STEP_KINDS.has(sectionKind(each) ?? "procedure"))) return false;
  const plain = numbered.filter(
    (each) =>
      childSections(each).every((child) => child.source !== "heading") &&
      !each.content.some((node) => node.type !== "section" && isStepList(node)),
  );
  return plain.length * 3 >= numbered.length * 2;
}

/** A numbered list under "Expected:" or "Validate:" holds criteria, no steps. */
function isLabelledOutcome(section: Section, block: Block): boolean {
  return childSections(section).some((child) => {
    const kind = sectionKind(child);
    return (
      (kind === "expected" ||
        kind === "validate" ||
        kind === "abort" ||
        kind === "completion" ||
        kind === "rollback" ||
        kind === "evidence" ||
        (child.source === "label" && kind === "verification")) &&
      child.content.includes(block)
    );
  });
}

const NO_STEP_KINDS = new Set<SectionKind>([
  ...([
    "overview",
    "roles",
    "contacts",
    "communication",
    "rollback",
    "post-rollback",
    "preconditions",
  ] as const),
  ...(["hypercare", "references", "evidence", "triggers", "completion", "final-record", "metadata"] as const),
]);
const STRONG_SIDES = new Set<SectionKind>([
  "roles",
  "contacts",
  "triggers",
  "hypercare",
  "final-record",
  "taxonomy",
  "completion",
  "abort",
  "post-rollback",
  "exit-codes",
]);
