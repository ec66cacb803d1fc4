import type { RoleCapability, RoleDefinition } from "../run/definition";
import type { ListItem, TableBlock } from "./blocks";
import { tableKind } from "./classify-table";
import type { ImportDraft, RoleDraft } from "./draft";
import { ownBlocks, type Section } from "./outline";
import { idIssuer, slug } from "./slug";
import { columnsOf } from "./table-columns";

const DECIDER =
  /decision[- ]?maker|\bdecider\b|\bdecides\b|commander|go ?\/ ?no-?go (?:authority|owner|decision)|final (?:authority|say|decision)|authority to (?:abort|roll)|calls? (?:the )?(?:go|rollback)|entscheid(?:er|et|ung)|décideur|décide|decisor|decide (?:el|o)|toma (?:la|a) decisi|decide (?:il|la|se|sul)|decisore|rozhoduj|решает|принимает решени|quyết định|拍板|总指挥|總指揮|決策|决策|决定|判断者|最終判断|결정권|의사결정|cutover (?:manager|lead)|einsatzleit/iu;
const SCRIBE =
  /\bscribe|note[- ]?taker|recorder|timekeeper|protokoll|secrétaire|escriba|redactor|секретарь|书记|记录员|書記|記録|서기/iu;
const APPROVER =
  /approver|approv(?:es|al)|sign-?off|governance|freigabe|genehmig|approbat|aprobador|aprovador|утвержда|审批|承認|승인/iu;
const OBSERVER =
  /observer|stakeholder|informed only|beobachter|observateur|observador|наблюдател|观察|オブザーバ|참관/iu;

function capabilityOf(role: RoleDraft): RoleCapability {
  if (role.capability !== null) return role.capability;
  const text = `${role.name} ${role.description ?? ""}`;
  if (SCRIBE.test(role.name)) return "scribe";
  if (APPROVER.test(role.name)) return "approver";
  if (OBSERVER.test(role.name)) return "observer";
  if (SCRIBE.test(text) && !DECIDER.test(text)) return "scribe";
  return "operator";
}

/** Adds a role once; the same name in other letters, or its abbreviation in parentheses, is the same role. */
export function addRole(
  draft: ImportDraft,
  name: string,
  description: string | null,
  line: number,
  declared: boolean,
): void {
  const clean = name
    .replace(/[*_`]/g, "")
    .replace(/\s+/g, " ")
    .replace(/[:：]$/, "")
    .trim();
  if (clean === "" || clean.length > 60 || !/\p{L}/u.test(clean)) return;
  const known = draft.roles.find((role) => sameRole(role.name, clean));
  if (known !== undefined) {
    known.description ??= description;
    known.declared ||= declared;
    return;
  }
  draft.roles.push({ name: clean, capability: null, description, line, declared });
}

function names(role: string): string[] {
  const inside = /^(.*?)\s*[(（]([^()（）]{1,20})[)）]\s*$/.exec(role);
  const all = inside === null ? [role] : [inside[1] ?? role, inside[2] ?? ""];
  return all
    .map((name) =>
      name
        .replace(/^@/, "")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim(),
    )
    .filter((name) => name !== "");
}

/** Roles are compared again and again, each with each: their names are taken apart once. */
const taken = new Map<string, string[]>();
const MOST_TAKEN = 5_000;

function namesOf(role: string): string[] {
  const known = taken.get(role);
  if (known !== undefined) return known;
  if (taken.size >= MOST_TAKEN) taken.clear();
  const fresh = names(role);
  taken.set(role, fresh);
  return fresh;
}

export function sameRole(a: string, b: string): boolean {
  const others = namesOf(b);
  return namesOf(a).some((name) => others.includes(name));
}

function roleItem(item: ListItem, draft: ImportDraft): boolean {
  const text = item.text;
  if (text === null) return false;
  const split = /^([^:：\n]{2,60}?)\s*(?:[:：]|\s[–—-]\s)\s*([\s\S]*)$/.exec(text.plain);
  const name = text.lead ?? split?.[1] ?? (text.plain.length <= 40 ? text.plain : null);
  if (name === null) return false;
  const description = text.lead === null ? (split?.[2] ?? "") : text.rest;
  const nested = item.content.flatMap((block) =>
    block.type === "list" ? block.items.map((each) => each.text?.plain ?? "") : [],
  );
  addRole(draft, name, [description, ...nested].join(" ").trim() || null, item.line, true);
  return true;
}

/** A role list: "**Name:** what it does" or "Name - what it does". */
export function readRoles(section: Section, draft: ImportDraft): void {
  for (const block of ownBlocks(section)) {
    if (block.type === "list")
      for (const item of block.items) if (roleItem(item, draft)) draft.ledger.place(item.line, item.endLine);
    if (block.type === "table") readRoleTable(block, draft);
  }
  draft.ledger.place(section.line);
}

/** A role table or a RACI matrix: A (accountable) of a GO / cutover row decides. Returns false for another table. */
export function readRoleTable(table: TableBlock, draft: ImportDraft): boolean {
  const columns = columnsOf(table);
  const kind = tableKind(table);
  if (kind === "raci") {
    for (const head of table.header.slice(1)) addRole(draft, head.plain, null, table.line, true);
    for (const row of table.rows) {
      if (!/go\s?\/?\s?no-?go|decision|rollback|cutover/i.test(row.cells[0]?.plain ?? "")) continue;
      const at = row.cells.slice(1).findIndex((cell) => /A/.test(cell.plain));
      const name = table.header[at + 1]?.plain;
      const role = draft.roles.find((each) => name !== undefined && sameRole(each.name, name));
      if (role !== undefined) role.description ??= "go/no-go authority";
    }
  } else {
    const at = columns.role >= 0 ? columns.role : columns.owner >= 0 && kind === "roles" ? columns.owner : 0;
    for (const row of table.rows) {
      const rest = row.cells
        .filter((_, index) => index !== at)
        .map((cell) => cell.plain)
        .join(" ");
      addRole(draft, row.cells[at]?.plain ?? "", rest.trim() || null, row.line, true);
    }
  }
  draft.ledger.place(table.line, table.endLine);
  return true;
}

/** Roles with unique keys and one decider; the defaults where the text names none (rule 12). */
export function finishRoles(draft: ImportDraft): RoleDefinition[] {
  const issue = idIssuer();
  const roles = draft.roles.map(
    (role): RoleDefinition => ({
      key: issue(slug(role.name.replace(/\s*[(（][^()（）]*[)）]\s*$/, "") || role.name)),
      name: role.name,
      capability: capabilityOf(role),
      ...(role.description === null ? {} : { description: role.description }),
      line: role.line,
    }),
  );
  const deciding = (pattern: (role: RoleDefinition) => boolean): RoleDefinition | undefined =>
    roles.find((role) => role.capability !== "observer" && pattern(role));
  const decider =
    deciding(
      (role) => /sole|only|final/i.test(role.description ?? "") && DECIDER.test(role.description ?? ""),
    ) ??
    deciding((role) => DECIDER.test(role.name)) ??
    deciding((role) => DECIDER.test(role.description ?? ""));
  if (decider !== undefined) decider.capability = "decider";
  const had = roles.length;
  const addDefault = (name: string, capability: RoleCapability): void => {
    if (!roles.some((role) => role.capability === capability))
      roles.push({ key: issue(slug(name)), name, capability });
  };
  addDefault("Incident Commander", "decider");
  addDefault("Operator", "operator");
  if (had === 0 || decider === undefined) addDefault("Scribe", "scribe");
  if (decider === undefined)
    draft.diagnostics.add(
      1,
      "info",
      "default-decider",
      "The text names no decider; an Incident Commander is added.",
    );
  return roles;
}

/** Key of a role by the name that the text uses for it; null when there is no such role. */
export function roleKey(roles: RoleDefinition[], name: string | null): string | null {
  if (name === null) return null;
  const exact = roles.find((role) => sameRole(role.name, name) || role.key === slug(name));
  return exact?.key ?? null;
}
