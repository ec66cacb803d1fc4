import type { ImportDraft } from "./draft";
import { allSections, type Section } from "./outline";

/** Headings of a project's README, of the reference of an API and of a manual: what a program is, not what someone does tonight. */
const MANUAL =
  /^(?:install(?:ation|ing)?|usage|use|how to use|api(?: reference)?|options?|configuration|features?|examples?|support|credits|authors?|acknowledge?ments|compatib\w+|types|security|related(?: projects)?|development|getting started|quick ?start|documentation|docs|when should i use this\??|what is this\??|methods?|parameters?|returns?|properties|events|change ?log|sponsors?|backers|benchmarks?|syntax|endpoints?|authentication|errors?|error codes?|rate limits?|pagination|requests?|responses?|schemas?|requirements|community|tests?|testing|building|build|project structure|tech stack|environment variables|安装|使用(?:方法|说明)?|功能(?:特性)?|特性|示例|配置|项目结构|技术栈|快速开始|インストール|使い方|使用方法|機能|特徴|設定|설치|사용법|기능|특징|установка|использование|возможности|verwendung|nutzung|funktionen|utilisation|fonctionnalités|uso|características|funcionalidades|instalación|instalação|utilizzo|installazione|použití|instalace|cài đặt|sử dụng|tính năng)$/iu;
const LICENCE =
  /^(?:licen[sc]es?|licen[sc]ing|lizenz|licencia|licença|licenza|лицензия|许可(?:证|协议)?|ライセンス|라이선스|giấy phép|contribut\w*(?: guide)?|how to contribute|贡献|コントリビュート|기여|вклад)$/iu;
const ESSAY_TITLE =
  /strateg(?:y|ie|ia)|stratégi|principles|thoughts|vision|why |how we|lessons|konzept|grundsätze|principes|principi|estratégia|концепция|стратеги|принцип|chiến lược|策略|原则|戦略|方針|전략|원칙/iu;

/** Points against a runbook: headings that only a README, an API reference or a manual has. */
export function manualSigns(root: Section): number {
  const names = new Set(
    allSections(root)
      .filter((section) => section.source === "heading")
      .map((section) => section.label.name.trim().toLowerCase()),
  );
  let manual = 0;
  let licence = 0;
  for (const name of names) {
    if (LICENCE.test(name)) licence++;
    else if (MANUAL.test(name)) manual++;
  }
  if (manual + licence < 2) return 0;
  return Math.min(2, licence) * 2 + Math.min(3, manual - (licence > 0 ? 0 : 1));
}

/** A strategy or a set of principles whose points are bullets or headings, with nothing in it to run, to tick or to fill in. */
export function isEssay(title: string, draft: ImportDraft): boolean {
  if (!ESSAY_TITLE.test(title)) return false;
  const steps = [...draft.phases, ...draft.rollbackPhases].flatMap((phase) =>
    phase.steps.map((step) => ({ step, group: phase.groups[step.group] })),
  );
  return steps.every(
    ({ step, group }) =>
      (step.origin === "heading" || (step.origin === "item" && group?.ordered !== true)) &&
      !step.hasBlank &&
      step.def.commands.length === 0 &&
      !/^\s*(?:[-*+]\s+\[[ xX]\]|[☐□⬜])/u.test(draft.source.lines[step.def.line - 1] ?? ""),
  );
}
