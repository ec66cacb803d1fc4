import type { RoleDefinition, StepDefinition, StepKind } from "../run/definition";
import { artifactKind } from "./artifacts";
import { isReadOnlyCommand } from "./classify-command";
import { correctPhase } from "./corrections";
import type { ImportDraft, PhaseDraft, StepDraft } from "./draft";
import { isBareScript } from "./inline-command";
import { forbiddenCommand } from "./phrases";
import { addRole, roleKey, sameRole } from "./roles";
import { sharedCount, tokensOf } from "./similarity";
import { idIssuer, slug } from "./slug";

const MUTATING_CJK =
  /部署|停止|启动|切换|切替|切り替え|起動|中止|恢复|迁移|移行|適用|배포|중지|시작|전환|복원|이관|删除|削除|삭제/u;
const CHECK_VERB =
  /^(?:verif|check|confirm|validat|ensure|test|review|assert|inspect|compare|prüf|überprüf|sicherstell|vérif|contrôl|valider|verifi|comprob|confirm|ověř|kontrol|провер|убед|kiểm tra|xác nhận|验证|确认|检查|確認|検証|확인|검증)/iu;
const BROADCAST_VERB =
  /^(?:announce|notify|broadcast|communicat|send (?:the |an? )?(?:\w+ ){0,2}(?:update|notice|notification|announcement|message|e-?mail|comms)|inform|post (?:the |an? )?(?:\w+ )?(?:update|message|announcement|status)|benachricht|informier|ankündig|informer|annoncer|notificar|comunicar|anunciar|avisar|informovat|уведом|оповест|сообщ|thông báo|通知|公告|周知|連絡|공지|알림)/iu;
const RECORD_VERB =
  /^(?:record|log\b|document|capture|note down|write down|save|archive|file\b|protokoll|dokumentier|festhalten|enregistr|consigner|registrar|documentar|zaznamen|записать|зафиксир|ghi lại|记录|記録|기록)/iu;
const MUTATING_VERB =
  /(?:^|[\s"'(])(?:deploy\w*|migrat(?:e|ed|ions?|ing)|upgrad\w+|restor\w+|switch(?:ed|ing)?|failover|fail over|disabl\w+|enabl\w+|delet\w+|drop(?:ped)?|appl(?:y|ied)|stop(?:ped)?|restart\w*|start(?:ed)?|cut ?over|promot\w+|truncat\w+|revert\w*|roll ?back|scale\w*|shut ?down|install\w*|remov\w+|import(?:ed)?|re-?open|block|redirect|rotat\w+|merg\w+|push(?:ed)?|update (?:dns|record|config|the)|einspielen|umschalten|stoppen|starten|déployer|arrêter|démarrer|basculer|desplegar|detener|iniciar|implantar|parar|nasadit|zastavit|spustit|остановить|запустить|развернуть|переключить|einspielen)(?=$|[\s.,;:)"'/])/iu;

/** What is taken away is gone, also where the text is about checks and what comes after them. */
const TAKES_AWAY =
  /^(?:decommission|tear down|destroy|terminate|shut down|delete|drop|truncate|purge|abschalten|außer betrieb nehmen|décommissionner|supprimer|desmantelar|eliminar|desativar|вывести из эксплуатации|удалить|下线|删除|廃止|削除|삭제)(?![\p{L}-])/iu;

function kindOf(step: StepDraft, phase: PhaseDraft): StepKind {
  const title = step.def.title;
  if (step.def.kind !== "action") return step.def.kind;
  if (BROADCAST_VERB.test(title)) return "broadcast";
  if (RECORD_VERB.test(title) && step.def.commands.length === 0) return "record";
  if (CHECK_VERB.test(title)) return "check";
  if (step.def.commands.length > 0)
    return phase.def.kind === "preconditions" || phase.def.kind === "verify" || phase.readOnly
      ? "check"
      : "action";
  if (phase.def.kind === "preconditions" || phase.def.kind === "decide") return "check";
  if (phase.def.kind === "verify" && !MUTATING_VERB.test(title) && !MUTATING_CJK.test(title)) return "check";
  if (
    step.def.checks.length > 0 ||
    /(?:^|\s)(?:verified|confirmed|present|accessible|reachable|active|green|healthy|approved|validated|passing|signed off|matches|remains|accepted|includes|passes?|passed|ok)\b[^.]*$/i.test(
      title,
    )
  )
    return "check";
  return "action";
}

/** R3: a command makes a step mutating unless it is marked or known read-only, or stands where nothing may mutate. */
function isMutating(step: StepDraft, phase: PhaseDraft): boolean {
  if (step.annotation?.mutating != null) return step.annotation.mutating;
  const kind = phase.def.kind;
  if (TAKES_AWAY.test(step.def.title) && kind !== "preconditions" && !phase.readOnly) return true;
  if (
    phase.readOnly ||
    kind === "preconditions" ||
    kind === "verify" ||
    kind === "hypercare" ||
    kind === "containment" ||
    kind === "completion"
  )
    return false;
  if (
    /read[- ]?only|prod-safe|dry[- ]run/i.test(step.def.title) &&
    !/disable read-only/i.test(step.def.title)
  )
    return step.def.commands.some((command) => /\bapply\b/.test(command.text));
  const run = step.def.commands.filter((command) => command.copyable !== false);
  if (run.length > 0) return run.some((command) => !isReadOnlyCommand(command.text, command.language));
  return (
    (kind === "execute" || kind === "rollback") &&
    step.def.kind === "action" &&
    (MUTATING_VERB.test(step.def.title) || MUTATING_CJK.test(step.def.title))
  );
}

/** Lends the commands of a tools section to the steps that name them; forbidden ones are never copyable (rule 15). */
export function lendTools(draft: ImportDraft, steps: StepDraft[]): void {
  for (const tool of draft.tools) {
    const file = tool.command.match(/[\w-]{3,80}\.(?:sh|py|ps1|sql|js|rb)\b/)?.[0];
    const naming = file === undefined ? undefined : steps.find((step) => mentions(step, file));
    if (naming !== undefined) {
      if (naming.def.commands.some((command) => command.text === tool.command)) continue;
      naming.def.commands = naming.def.commands.filter(
        (command) => !(isBareScript(command.text) && tool.command.includes(command.text)),
      );
      naming.def.commands.push({ language: "bash", text: tool.command, line: tool.line });
      continue;
    }
    const wanted = tokensOf(`${tool.label} ${tool.command}`);
    const barring = steps.find((step) => textsOf(step).some((text) => forbids(text, wanted)));
    if (barring !== undefined)
      barring.def.commands.push({ language: "bash", text: tool.command, line: tool.line, copyable: false });
  }
}

const textsOf = (step: StepDraft): string[] => [
  step.def.title,
  ...(step.def.notes ?? []),
  ...step.def.substeps.map((sub) => sub.title),
];

function mentions(step: StepDraft, file: string): boolean {
  return (
    textsOf(step).some((text) => text.includes(file)) ||
    step.def.commands.some((command) => command.text.includes(file))
  );
}

function forbids(text: string, wanted: Set<string>): boolean {
  const phrase = forbiddenCommand(text);
  if (phrase === null) return false;
  const tokens = tokensOf(phrase);
  return tokens.size > 0 && sharedCount(tokens, wanted) === tokens.size;
}

/** Marks every command that a line of the text forbids to run. */
export function markForbidden(lines: string[], steps: StepDraft[]): void {
  for (const line of lines) {
    if (line.length > 1000) continue;
    const phrase = forbiddenCommand(line.replace(/[*_`]/g, ""));
    if (phrase === null) continue;
    const code = /`([^`]{3,200})`/.exec(
      line.slice(Math.max(0, line.toLowerCase().search(/do not|don.t|never|must not/))),
    )?.[1];
    for (const step of steps) {
      for (const command of step.def.commands) {
        if (code !== undefined && command.text === code.trim()) command.copyable = false;
        else if (
          code === undefined &&
          phrase.split(/\s+/).length >= 2 &&
          forbids(line.replace(/[*_`]/g, ""), tokensOf(command.text)) &&
          tokensOf(phrase).size >= 2
        )
          command.copyable = false;
      }
    }
  }
}

/** Inline commands of a document whose blocks are all PowerShell are PowerShell too, as are those with backslash paths. */
export function alignInlineShell(steps: StepDraft[], draft: ImportDraft): void {
  const tags = draft.source.lines.flatMap(
    (line) => /^\s{0,12}(?:`{3,}|~{3,})\s*(\w+)/.exec(line)?.[1]?.toLowerCase() ?? [],
  );
  const powershell =
    tags.some((tag) => /^(?:powershell|ps1|pwsh|posh)$/.test(tag)) &&
    !tags.some((tag) => /^(?:bash|sh|shell|zsh|console)$/.test(tag));
  for (const step of steps) {
    for (const command of step.def.commands)
      if (command.language === "bash" && (powershell || /\s\.{1,2}\\\w/.test(command.text)))
        command.language = "powershell";
  }
}

export function finishStep(step: StepDraft, phase: PhaseDraft): void {
  step.def.kind = kindOf(step, phase);
  step.def.mutating = isMutating(step, phase);
  if (
    /\bCRITICAL\b|\bMUST (?:pass|return|succeed|complete|be)\b/.test(
      [step.def.title, ...(step.def.notes ?? [])].join(" "),
    )
  )
    step.def.critical = true;
  if (step.def.noExceptions) step.def.critical = true;
}

/** "(Anwendungsteam, 5 min)" behind a step gives it to the role of that name, in whatever language (rule 12). */
function ownerInBrackets(step: StepDraft, draft: ImportDraft): string | null {
  const line = (draft.source.lines[step.def.line - 1] ?? "").slice(0, 600);
  for (const inside of line.matchAll(/[(（[【]([^()（）[\]【】]{2,80})[)）\]】]/gu)) {
    for (const part of (inside[1] ?? "").split(/[,，、;；:：·|]/)) {
      const role = draft.roles.find((each) => each.declared && sameRole(each.name, part.trim()));
      if (role !== undefined) return role.name;
    }
  }
  return null;
}

/** Owners that no role list declares become roles themselves (rule 12). */
export function collectOwners(draft: ImportDraft, phases: PhaseDraft[]): void {
  if (draft.roles.some((role) => role.declared))
    for (const phase of phases)
      for (const step of phase.steps) step.roleName ??= ownerInBrackets(step, draft);
  for (const phase of phases) {
    for (const holder of [phase, ...phase.steps]) {
      const name = holder.roleName;
      if (name === null || name.trim() === "" || /^\[?you\]?$/i.test(name)) continue;
      if (!draft.roles.some((role) => sameRole(role.name, name)))
        addRole(draft, name, null, phase.def.line, false);
    }
  }
}

const artifactRank = (name: string): number => (artifactKind(name) === "upload" ? 0 : 1);

/** Ids, owners and order of all phases; ids stay the same when other parts of the text change. */
export function finishPhases(
  phases: PhaseDraft[],
  roles: RoleDefinition[],
  issue: (wanted: string) => string,
  draft: ImportDraft,
): void {
  for (const phase of phases) {
    phase.def.id = issue(slug(phase.def.title) || slug(phase.def.label ?? "") || "phase");
    const gateId = idIssuer();
    for (const gate of phase.def.abortGates) gate.id = issue(`${phase.def.id}-${gateId("abort")}`);
    for (const step of phase.steps) {
      step.def.id = issue(
        `${slug(phase.def.title, 40) || phase.def.id}-${slug(step.def.title, 56) || "step"}`,
      );
      for (const sub of step.def.substeps) sub.id = issue(`${step.def.id}-${slug(sub.title, 40) || "part"}`);
      step.def.role = roleKey(roles, step.roleName ?? phase.roleName);
      step.def.artifacts.sort((a, b) => artifactRank(a) - artifactRank(b));
    }
    orderPhase(phase);
    phase.def.steps = phase.steps.map((step): StepDefinition => step.def);
    phase.def.endLine = Math.max(
      phase.def.line,
      ...phase.steps.map((step) => step.def.endLine ?? step.def.line),
      ...phase.def.abortGates.map((gate) => gate.line),
    );
    if (phase.steps.length === 0) reportEmpty(phase, draft);
  }
}

/** A phase without steps is a decision that the author confirms, or a heading that stands for no phase at all. */
function reportEmpty(phase: PhaseDraft, draft: ImportDraft): void {
  if (phase.section.annotation?.decision === true) return;
  const decides = phase.goNoGo || phase.def.kind === "decide";
  draft.diagnostics.add(
    phase.def.line,
    "warning",
    "empty-phase",
    `The phase "${phase.def.title}" has no steps.`,
    decides
      ? correctPhase(draft, phase, "decision", "It is a decision only")
      : correctPhase(draft, phase, "not-a-step", "It is no phase: keep it as text"),
  );
}

/** All groups ordered: the phase is. Mixed: any order, held together by `after` between and within the groups. */
function orderPhase(phase: PhaseDraft): void {
  const groups = phase.groups
    .map((group, index) => ({
      ordered: group.ordered,
      steps: phase.steps.filter((step) => step.group === index),
    }))
    .filter((group) => group.steps.length > 0);
  const ordered = groups.filter((group) => group.ordered || (group.steps.length === 1 && groups.length > 1));
  phase.def.ordered = groups.length === 0 || ordered.length === groups.length;
  if (ordered.length === 0 || phase.def.ordered) return;
  let before: string[] = [];
  for (const group of groups) {
    const ids = group.steps.map((step) => step.def.id);
    group.steps.forEach((step, index) => {
      const previous = ids[index - 1];
      const after = group.ordered && previous !== undefined ? [previous] : before;
      for (const id of after) if (!step.def.after.includes(id)) step.def.after.push(id);
    });
    before = group.ordered ? ids.slice(-1) : ids;
  }
}
