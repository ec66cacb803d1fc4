import type { PhaseKind } from "../run/definition";
import type { Block, ListBlock, ListItem } from "./blocks";
import { tableKind } from "./classify-table";
import { commandsOf, isSessionSetup } from "./command-steps";
import { isOrder, orders } from "./imperatives";
import { kindsOf, type SectionKind } from "./keywords";
import { once } from "./once";
import { childSections, ownBlocks, type Section } from "./outline";
import { columnsOf } from "./table-columns";

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
    } else if (block.type === "paragraph") {
      if (/^\d{1,2}\.\d{1,2}(?:\.\d{1,2})?[.)]?\s+[\p{L}(]/u.test(block.text.plain)) s.orderedItems++;
    } else if (block.type === "code") {
      if (!isSessionSetup(block)) s.commands += commandsOf(block).length;
    } else if (block.type === "table" && tableKind(block) === "steps") s.stepTables++;
  }
  return s;
}

export function isBoxed(item: ListItem): boolean {
  return item.checked !== null || boxed(item.text?.plain);
}

/** "023" or "Dashboard: (its address)": a name, which the text around it tells what to do with. */
const isBareId = (item: ListItem): boolean =>
  item.content.length === 0 &&
  (/^[\w.-]*\d[\w.-]*$/.test(item.text?.plain.trim() ?? "") ||
    /^[^\n:]{1,60}:\s*<?https?:\/\/\S+$/.test(item.text?.plain.trim() ?? ""));

/** Items that only lead to a place in the same document: its contents, in whatever language. */
const isContents = (list: ListBlock): boolean =>
  list.items.every(({ text }) => {
    const [link, ...more] = text?.links ?? [];
    return (
      link !== undefined && more.length === 0 && link.url.startsWith("#") && link.text === text?.plain.trim()
    );
  });

export function isStepList(block: Block): boolean {
  if (block.type !== "list") return false;
  if (block.items.some(isBoxed)) return true;
  return block.ordered && !block.items.every(isBareId) && !isContents(block);
}

/** True where the section's own blocks, without sub-headings, hold steps of a strong form. */
export const holdsSteps = once((section: Section): boolean => {
  const s = structureOf(ownBlocks(section));
  return s.checkboxes + s.orderedItems + s.commands + s.stepTables > 0;
});

/** Bullets that tell the reader, one by one, what to do. */
export function holdsOrders(section: Section): boolean {
  const lists = ownBlocks(section).filter(
    (block): block is ListBlock => block.type === "list" && !isStepList(block),
  );
  const items = lists.reduce((sum, list) => sum + list.items.length, 0);
  return items >= 2 && lists.reduce((sum, list) => sum + orders(list), 0) * 3 >= items * 2;
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
  "evidence",
]);
/** Of these a single box to tick makes steps; among people and references it may be a sign. */
const TICKABLE = new Set<SectionKind>(["environment", "tools", "overview", "metadata"]);
const NAMED_STRONG = new Set<SectionKind>([
  "rollback",
  "post-rollback",
  "hypercare",
  "containment",
  "preconditions",
  "triggers",
]);

/** Kinds whose word may as well open the name of a thing that is worked on: "Status page", "Role bindings". */
const ASIDE = new Set<SectionKind>(["overview", "roles", "environment", "metadata"]);

/** Names of several words that are asides as a whole: advice is numbered as well as orders are. */
const WHOLE_ASIDE =
  /^(?:best practices|open \p{L}+|known \p{L}+|out of scope|non[- ]goals|lessons learned|next steps|future \p{L}+|table of contents|trade-?offs|breaking changes|current state|risks?|assumptions)(?!\p{L})/iu;

/** A numbered list of its own that tells, one by one, what to do. */
function ordersInOrder(section: Section): boolean {
  const lists = section.content.filter((node): node is ListBlock => node.type === "list" && node.ordered);
  const items = lists.reduce((sum, list) => sum + list.items.length, 0);
  return items >= 2 && lists.reduce((sum, list) => sum + orders(list), 0) * 3 >= items * 2;
}

/** Boxes that ask for nothing to be filled in. */
const plainBoxes = (section: Section): boolean =>
  ownBlocks(section).every(
    (block) =>
      block.type !== "list" ||
      block.items.every((item) => isBoxed(item) && !/[:：]|_{3,}/.test(item.text?.plain ?? "")),
  );

/** Kinds that only a noun gives: in "Confirm the artifact path" it is what the order is about. */
const NOUNS = new Set<SectionKind>([
  ...([
    "evidence",
    "required-artifacts",
    "roles",
    "contacts",
    "communication",
    "environment",
    "tools",
  ] as const),
  ...([
    "metadata",
    "overview",
    "references",
    "timeline",
    "rules",
    "governance",
    "decision",
    "taxonomy",
  ] as const),
  ...(["exit-codes", "troubleshooting", "final-record", "completion", "expected", "validate"] as const),
]);

/** "Closing" alone may head a list of criteria or the last steps. */
const CLOSING = /^\W*(?:abschluss|cierre|clôture|encerramento|chiusura|uzavření)\W*$/iu;

/** Who is told what, where and when: rows of messages, none of them something to carry out in the room. */
const isMessagePlan = (block: Block): boolean =>
  block.type === "table" &&
  block.header.some((cell) => AUDIENCE.test(cell.plain)) &&
  columnsOf(block).number < 0 &&
  columnsOf(block).status < 0;
const AUDIENCE =
  /audience|recipients?|channel|empfänger|zielgruppe|kanal|destinataires?|canal|destinatari|audiencia|público|příjemc|канал|получател|kênh|đối tượng|对象|對象|渠道|方式|宛先|手段|連絡先|대상|채널/iu;

/** What a section is: its words, corrected by what it holds. Null when no word is known. */
export const sectionKind = once(kindOfSection);

function kindOfSection(section: Section): SectionKind | null {
  const { label } = section;
  const text = label.name === "" ? section.heading.plain : label.name;
  const heading = section.source === "heading";
  const all = kindsOf([text, ...label.remarks].join(" · "));
  const kinds = heading && isOrder(text) ? all.filter(({ kind, at }) => at === 0 || !NOUNS.has(kind)) : all;
  const first = kinds[0]?.kind ?? null;
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
    if (
      kinds[0]?.at === 0 &&
      /\S\s+\S/.test(text) &&
      ASIDE.has(first) &&
      !WHOLE_ASIDE.test(text) &&
      ordersInOrder(section)
    )
      return "procedure";
    if (first === "communication" && ownBlocks(section).some(isMessagePlan)) return first;
    if (s.stepTables > 0 && first !== "evidence") return "procedure";
    if (s.checkboxes >= (TICKABLE.has(first) ? 1 : 2) && first !== "references" && first !== "evidence")
      return "procedure";
    if (first === "environment" && s.commands > 0) return "prepare";
    if (first === "evidence" && s.commands > 0 && s.bullets === 0) return "procedure";
    if (first === "overview" && kinds.length > 1 && s.checkboxes + s.commands > 0)
      return kinds[1]?.kind ?? first;
  }
  if (first === "final-record" && s.checkboxes > 0 && plainBoxes(section)) return "verification";
  if (first === "troubleshooting" || first === "communication") return first;
  if (first === "completion" && s.orderedItems + s.commands > 0 && CLOSING.test(text)) return "procedure";
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

/** Kind of an executing phase: by its own name, else that of the phase above it, else by its time. */
export function phaseKindOf(name: string, offset: number | null, above: PhaseKind | null = null): PhaseKind {
  return namedKind(name) ?? above ?? (offset !== null && offset <= -1440 ? "prepare" : "execute");
}

/** By the word that comes first in the name; null where none is known. */
function namedKind(name: string): PhaseKind | null {
  const bare = name.replace(/\b(?:post|after|nach|après)[- ](?:the )?\p{L}+/giu, (match) =>
    /verif|check|valid|monitor/i.test(match) ? match : "…",
  );
  const places: [PhaseKind, RegExp][] = [
    [
      "prepare",
      /(?:部署|上线|上線|切换|切換|发布|發布|迁移|割接|升级|变更|リリース|移行|切替|作業|배포|전환|작업)\s?(?:之前|前|전)|(?<!\p{L})pre(?:-\p{L}+|\s?(?:cutover|deploy|migrat|flight|release|launch|go|upgrade|work|check|stag|req|cond|valid|switch|implement|install|roll)\p{L}*)|\bbefore\b|rehears|dry[- ]run|prepar|backup|snapshot|freeze|set[- ]?up|session|vorbereit|sicherung|prépar|sauvegarde|preparaci|preparaç|příprava|záloha|подготов|резерв|chuẩn bị|sao lưu|准备|準備|备份|バックアップ|事前|준비|백업/iu,
    ],
    [
      "verify",
      /(?:部署|上线|上線|切换|切換|发布|發布|迁移|割接|升级|变更|リリース|移行|切替|作業|배포|전환|작업)\s?(?:之后|之後|后|後|후)|检查|檢查|事後|사후|verif|validat|smoke|\btest|check(?!list)|sanity|canary(?! (?:roll|deploy|release|start|launch|stage|phase))|überprüf|prüf|vérif|contrôle|verifica|comproba|valida|ověř|kontrol|проверк|kiểm tra|xác minh|验证|検証|確認|검증|확인/iu,
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
  if (after !== null && best === null)
    return /\bpost[- ]?(?:incident|mortem)/i.test(name) ? "completion" : "verify";
  if (
    best?.kind === "execute" &&
    /verif|validation|überprüfung|vérification|verificación|verificação|验证|検証|검증|проверка/iu.test(
      name,
    ) &&
    /(?:verification|validation|überprüfung|检查|验证|検証|검증)\s*$/iu.test(name)
  )
    return "verify";
  return best?.kind ?? null;
}
