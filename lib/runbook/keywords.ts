/**
 * The words by which sections are recognised (rule 4), English first, then German, French, Spanish, Portuguese,
 * Czech, Russian, Vietnamese, Chinese, Japanese, Korean. Latin and Cyrillic entries match at the start of a word.
 */
export type SectionKind =
  | "post-rollback"
  | "triggers"
  | "containment"
  | "abort"
  | "rollback"
  | "required-artifacts"
  | "preconditions"
  | "evidence"
  | "final-record"
  | "completion"
  | "taxonomy"
  | "contacts"
  | "cadence"
  | "communication"
  | "statement"
  | "roles"
  | "hypercare"
  | "troubleshooting"
  | "governance"
  | "decision"
  | "rules"
  | "timeline"
  | "exit-codes"
  | "tools"
  | "references"
  | "environment"
  | "overview"
  | "metadata"
  | "expected"
  | "validate"
  | "actions"
  | "verification"
  | "prepare"
  | "procedure";

const WORDS: [SectionKind, string][] = [
  [
    "post-rollback",
    "post-rollback|post-?fail-?back|post rollback|after (?:the )?rollback|after rolling back|nach dem rollback|après (?:le )?rollback|回滚后|ロールバック後|롤백 후|dopo il rollback|dopo il ripristino|después (?:del|de la) (?:rollback|reversión)|após o rollback|po návratu|после отката|回滾後|回退后|切り戻し後",
  ],
  [
    "triggers",
    "when (?:do|should|would|must) (?:we|you|i) (?:roll|go) ?back|when we (?:roll|go) ?back|what makes us (?:roll|go) ?back|reasons to (?:roll|go) ?back|roll ?back (?:if|when)|rollback (?:signals?|thresholds?)|rollback triggers?|rollback criteria|rollback decision|rollback matrix|rollback conditions?|(?:roll ?back|failover|fail-over|switchover|abort) scenarios?|escenarios que (?:activan|disparan|requieren)|cenários que (?:acionam|exigem)|scénarios qui (?:déclenchent|imposent)|scenarios? (?:that|which) (?:trigger|require)|escenarios de (?:reversa|reversión|rollback)|cenários de (?:reversão|rollback)|scénarios de (?:retour|repli(?!c)|rollback)|when to roll ?back|triggers? for rollback|rollback if|rollback-kriterien|rollback-auslöser|auslöser|déclencheurs?|disparadores|gatilhos|critérios de rollback|criterios de rollback|критерии отката|回滚条件|回滚触发|ロールバック条件|ロールバック判断|롤백 조건|triggers?$|(?:wann|ob) (?:ein |der |zum )?(?:rollback|rückfall)|auslöser|kriterien für (?:den )?(?:rollback|rückfall)|quand (?:revenir|annuler|rollback)|critères? de (?:retour|repli(?!c)|rollback)|cuándo (?:revertir|hacer rollback|volver)|criterios? de (?:reversión|retorno)|quando (?:executar|fazer|acionar) (?:o )?rollback|quando (?:tornare|ripristinare|fare rollback|annullare)|criteri di (?:rollback|ripristino)|condizioni di (?:rollback|ripristino)|kdy se vrátit|kritéria návratu|podmínky návratu|когда откатыва|условия отката|khi nào (?:quay lui|rollback|hoàn tác)|điều kiện (?:quay lui|rollback|hoàn tác)|触发条件|触发回滚|何时回滚|回退条件|回退触发|回滾條件|觸發條件|切り戻し(?:判断)?(?:条件|基準)|切戻し(?:判断)?(?:条件|基準)|ロールバック(?:判断)?(?:条件|基準)|롤백 (?:기준|판단|여부)|critères? de déclenchement|condiciones? de (?:reversión|disparo)|critérios? de acionamento",
  ],
  [
    "containment",
    "containment|halt[- ]and[- ]contain|halt protocol|emergency stop|kill switch|eindämmung|confinement|contención|contenção|封じ込め|contenimento|止损|應急止損",
  ],
  [
    "abort",
    "abort|stop conditions?|stop criteria|stop gates?|stop if|halt conditions?|abbruch|critères d.arrêt|criterios de aborto|критерии остановки|中止条件|中止基準|중단 기준|abbruchkriteri|critères? d.arrêt|criterios de (?:parada|detención|aborto)|critérios de (?:parada|interrupção|aborto)|criteri di (?:arresto|interruzione|stop)|kritéria přerušení|điều kiện dừng|中止判断|停止条件|終止條件|终止条件|중단 조건",
  ],
  [
    "rollback",
    "turning (?:it|this) off|recover(?:y|ing) from (?:a |the )?(?:failed|failure)|rollback|going back|(?:the )?way back|^undo|(?:if|when) (?:something|anything|it) (?:goes|went) wrong|in case of (?:failure|problems?|emergency|an? error)|emergency procedure|contingency|im fehlerfall|en cas (?:de problème|d.échec)|en caso de (?:fallo|problemas?|error)|roll[- ]back|rolling back|back[- ]?out|fall ?back plan|fallback|revert|rückfall|zurückrollen|rücksetz|retour arrière|retour en arrière|reversión|reversa(?!\\p{L})|reversão|plan de retorno|marcha atrás|откат|návrat|vrácení|hoàn tác|khôi phục|回滚|回退|切り戻し|切戻し|ロールバック|롤백|복구 절차|zurück zum alten|rückweg|rückbau|plan b$|repli(?!c)|retour en arriere|revenir en arrière|reversion|revertir|volver atrás|vuelta atrás|plano de (?:retorno|reversão|contingência)|reverter|ripristino|piano di rientro|rientro|ritorno indietro|annullamento|návrat zpět|plán návratu|obnovení původního|возврат к|план возврата|quay lui|phương án dự phòng|回復|還原|復原|回滾|回退|恢复方案|应急回|戻し手順|復旧手順|원복|되돌리기|rückschwenk|zurückschwenken",
  ],
  [
    "required-artifacts",
    "required artifacts?|required evidence|artifacts? required|mandatory artifacts?|erforderliche nachweise|必需产物|必須成果物",
  ],
  [
    "preconditions",
    "prereqs?(?!\\p{L})|^requirements$|access required|required access|pre-?conditions?|(?:required|mandatory|release|readiness|launch) gates?|gates? before|prerequisites?|pre-?requisites?|hard gates?|entry criteria|entry gates?|before you (?:begin|start)|go ?/? ?no[- ]?go (?:gates?|checklist|criteria|preconditions?|conditions?)|must be true before|do not start|requirements? before|readiness (?:gates?|checklist|criteria)|voraussetzung|vorbedingung|prérequis|pré-requis|préconditions?|prerrequisitos|requisitos previos|precondiciones|pré-condições|pré-requisitos|předpoklady|podmínky|предусловия|предварительные условия|требования|điều kiện|yêu cầu trước|前置条件|前提条件|先决条件|事前条件|사전 조건|전제 조건|사전 요구|vor der umstellung|vor dem start|startfreigabe|avant de (?:commencer|démarrer)|conditions préalables|antes de (?:empezar|comenzar|iniciar)|condiciones previas|antes de começar|condições prévias|prerequisiti|pre-requisiti|precondizioni|prima di (?:iniziare|cominciare)|condizioni preliminari|nutné podmínky|před zahájením|предварительные требования|перед началом|điều kiện tiên quyết|trước khi (?:bắt đầu|triển khai)|chuẩn bị trước|前提(?!\\p{L})|전제(?!\\p{L})|前提と|前提・|前置檢查|前置條件|先決條件|准入条件|開始条件|着手条件|선행 조건|준비 사항|시작 조건",
  ],
  [
    "evidence",
    "evidence|artifacts?|artefakte?|deliverables to (?:store|archive)|nachweise?|belege|preuves|artéfacts|evidencias?|evidências|artefatos|důkazy|доказательств|артефакты|bằng chứng|证据|証跡|エビデンス|証拠|증적|증거|dowody|evidenze|prove da|nachweis|證據|證跡|留痕",
  ],
  [
    "final-record",
    "^approvals?$|^(?:final |formal |approval )?sign[- ]?offs?(?: (?:matrix|table|form|sheet|block))?$|(?:formal |final )?decision (?:template|record|log)|final record|closure record|sign-?off record|outcome record|abschlussprotokoll|entscheidungsprotokoll|procès-verbal|acta final|^(?:unterschriften?|signatures?|firmas?|assinaturas?|firme|podpisy?|подписи|签字|签名|簽名|署名|押印|서명|chữ ký|schválení|approvazion[ei]|aprobaciones?|aprovações|approbations?|approuvé|утверждение|согласование|审批|审批记录|審批|承認|승인|phê duyệt)$|übergabeprotokoll|protokoll der durchführung|verbale|protokol o|протокол|执行记录|執行記錄|実施記録|作業記録|기록지",
  ],
  [
    "completion",
    "acceptance checklist|acceptance tests?$|completion criteria|completion checklist|pass ?/ ?fail criteria|pass criteria|success criteria|exit criteria|acceptance criteria|definition of done|done when|done criteria|considered complete|erfolgskriterien|abschlusskriterien|abnahmekriterien|critères de (?:réussite|succès|fin)|criterios de (?:éxito|aceptación|finalización)|critérios de (?:sucesso|aceitação|conclusão)|kritéria úspěchu|критерии (?:успеха|завершения|приемки)|tiêu chí|完成标准|成功标准|完了条件|完了基準|成功基準|완료 기준|성공 기준|fertig,? wenn|erfolg$|critères? d.(?:acceptation|achèvement)|criteri di (?:successo|completamento|accettazione)|kritéria (?:dokončení|přijetí)|критерии (?:готовности|приёмки)|điều kiện hoàn thành|tiêu chí (?:hoàn thành|thành công)|完成條件|驗收標準|验收标准|验收条件|受け入れ条件|受入基準|성공 조건|완료 조건|abgeschlossen,? wenn|beendet,? wenn|terminée? (?:quand|lorsque|si)|se considera (?:completad|terminad|finalizad|conclu)|si considera (?:conclus|completat)|dokončen[aoý]?,? (?:když|pokud)|завершен\\p{L}*,? (?:если|когда)|hoàn tất khi|完了とする|视为完成|視為完成|완료로 본다|abschluss$|cierre$|clôture$|encerramento$|chiusura$|uzavření$",
  ],
  [
    "taxonomy",
    "taxonomy|root[- ]cause classification|blocker classification|failure classes|classification codes?|taxonomie|taxonomía",
  ],
  [
    "contacts",
    "contacts?|escalation|emergency numbers|who to call|on-call list|phone list|kontakte?|ansprechpartner|eskalation|contacts d.urgence|contactos?|contatos?|escalamiento|kontakty|контакты|эскалация|liên hệ|联系人|联系方式|連絡先|エスカレーション|연락처|비상 연락|notfallkontakte|rufnummern|numéros (?:utiles|d.urgence)|teléfonos|telefones|contatti|recapiti|reperibilità|telefony|телефоны|联络|聯絡人|聯繫方式|值班|緊急連絡|連絡体制|비상연락|연락망|đầu mối",
  ],
  [
    "cadence",
    "update cadence|cadence|update frequency|status update interval|update schedule|meldeintervall",
  ],
  [
    "communication",
    "communications?|comms|broadcasts?|announcements?|channels|message templates?|notification (?:plan|templates?)|stakeholder (?:updates?|notifications?)|kommunikation|mitteilung|comunicación|comunicação|comunicaciones|komunikace|коммуникаци|оповещени|truyền thông|thông báo|沟通|通知计划|連絡計画|コミュニケーション|周知|커뮤니케이션|공지|meldung(?:en)?$|benachrichtigung|information der|communication|notificaciones|avisos?$|notificações|comunicazion[ei]|avvisi|oznámení|informování|уведомлени|коммуникац|溝通|通報|通知$|通知模板|连络|連絡$|連絡文|お知らせ|안내문|통지",
  ],
  ["statement", "decision statement|go statement|standard statement|go-live statement"],
  [
    "roles",
    "roles?(?! ?back| ?out)|owners?$|ownership|responsibilit|raci|people|participants|war room team|team members|rollen|verantwortlich|zuständigkeit|rôles?|responsabilit|responsables|responsáveis|funções|odpovědnost|роли|ответственны|vai trò|trách nhiệm|角色|职责|役割|体制|担当|역할|담당자|beteiligte|wer macht was|equipe$|équipe|intervenants|participants|acteurs|equipo$|participantes|equipa|time responsável|papéis|ruoli|responsabilità|partecipanti|tým$|účastníci|участники|команда$|phân công|nhân sự|人员分工|人员安排|分工|角色與|職責|参与人员|体制図|担当者|メンバー|참여자|담당자|역할 분담",
  ],
  [
    "hypercare",
    "hyper-?care|first (?:\\d+|few|24|48|72) (?:days|hours|weeks)|monitor(?:ing)?|post-go-live support|post-launch (?:watch|support)|soak watch|watch period|aftercare|early life support|überwach|nachbetreuung|surveillance|suivi post|monitoreo|monitorización|monitoramento|acompañamiento|acompanhamento|sledování|мониторинг|наблюдение|giám sát|theo dõi|监控|監視|モニタリング|経過観察|모니터링|nachbeobachtung|beobachtung|suivi$|surveillance|observación|seguimiento|observação|acompanhamento|monitoraggio|osservazione|presidio|dohled|наблюден|观察期|觀察期|監控|持续观察|運用監視|監視期間|안정화|사후 관찰|intensivbetreuung|anlaufbetreuung|betreuung nach|stabilisierung|stabilisation|estabilización|estabilização|stabilizzazione|affiancamento|stabilizace|стабилизаци",
  ],
  [
    "troubleshooting",
    "troubleshoot|(?:if|when) (?:a|any|one) (?:step|command|check) fails|failure modes|what can go wrong|error handling|known issues|common (?:issues|errors|problems)|faq|fehlerbehebung|bekannte probleme|dépannage|solución de problemas|solução de problemas|řešení problémů|устранение неполадок|xử lý sự cố|故障排除|常见问题|トラブルシュー|문제 해결|häufige (?:fehler|probleme)|problèmes (?:connus|fréquents|courants)|errores comunes|problemas (?:comunes|frecuentes|comuns|conhecidos)|problemi noti|risoluzione (?:dei )?problemi|časté problémy|известные проблемы|частые (?:ошибки|проблемы)|lỗi thường gặp|常見問題|故障處理|故障处理|故障排查|問題排查|よくある|障害対応|자주 묻는",
  ],
  [
    "governance",
    "governance notes?|control boundary|authorization boundary|scope boundary|scope and authorization|approval boundary|approvals? (?:notes|policy)|change control|document control|revision history|change ?log|version history|änderungshistorie|historique",
  ],
  [
    "decision",
    "go ?/ ?no[- ]?go|go or no[- ]?go|go-no-go|approval gate|human approval|decision (?:point|gate|meeting)|hold ?point|sign-?off gate|final approval|go-live decision|freigabe|entscheidung|point de décision|décision|punto de decisión|decisão|decisión|rozhodnutí|решение|quyết định|决策|判定|判断会議|결정|go-entscheid|point d.arrêt|décider|punto di decisione|decisione|rozhodovací bod|точка принятия|决策点|決策點|判断ポイント|移行判定|切替判定|실행 여부|의사결정",
  ],
  [
    "rules",
    "rules|safety notes|hard constraints|guard ?rails|ground rules|war room rules|regeln|règles|reglas|regras|pravidla|правила|规则|ルール|규칙|grundregeln|regole|quy tắc|原则|原則|注意事项|注意事項|유의 사항|주의 사항|wichtige hinweise|avertissements?|advertencias|avvertenze|upozornění|важно$",
  ],
  [
    "timeline",
    "timeline|^(?:the )?phases(?: overview)?$|schedule overview|run ?sheet overview|zeitplan|chronologie|cronograma|línea de tiempo|harmonogram|расписание|时间线|时间表|タイムライン|スケジュール|타임라인|terminplan|planning$|calendrier|calendario|cronologia|tempistica|časový plán|график|план работ по времени|lịch trình|時程|时间安排|日程|当日スケジュール|일정",
  ],
  ["exit-codes", "exit codes?|return codes?|script reference|codes de sortie|códigos de salida"],
  [
    "tools",
    "tools? (?:&|and) scripts?|scripts? (?:&|and) tools?|tooling|useful commands|command reference|handy commands|scripts?$|tools?$|werkzeuge|outils|herramientas|ferramentas|инструменты|工具|ツール|도구|strumenti|nástroje|công cụ|工具",
  ],
  [
    "metadata",
    "quick reference|at a glance|document info|metadata|key facts|release info|change details|eckdaten|informations générales|datos generales|基本信息|基本情報|기본 정보|stammdaten|fiche|ficha|scheda|základní údaje|основные данные|thông tin chung|基本資訊|变更信息|変更情報|作業概要|기본정보",
  ],
  [
    "references",
    "references?|(?:key |useful )?dashboards?$|appendix|appendices|related (?:docs|documents|links)|links|further reading|see also|glossary|referenzen|anhang|références|annexes?|referencias|referências|anexos?|odkazy|ссылки|приложени|tham khảo|参考|附录|付録|참고|부록|weiterführend|liens|enlaces|ligações|riferimenti|allegati|collegamenti|přílohy|приложение|liên kết|phụ lục|附錄|相關文件|相关文档|関連資料|参照|관련 문서|링크",
  ],
  [
    "environment",
    "environments?|connection (?:details|info)|access details|system details|umgebung|environnement|entorno|ambiente|prostředí|окружение|môi trường|环境|環境|환경|systemumgebung|environnements|entornos|ambientes|ambienti|環境|环境信息|окружени",
  ],
  [
    "overview",
    "^next steps$|^future (?:work|improvements)$|^breaking changes|open items|open points|known (?:gaps|limitations|limits)|out of scope|non-?goals|inventory|current (?:state|setup|production inventory)|nothing to (?:do|configure)|gotchas|caveats|tips|best practices|recommendations|considerations|guidelines|principles|philosophy|conventions|notes?$|objectives?|overview|purpose|summary|scope|background|introduction|about|goals?|status|assumptions|context|motivation|why|table of contents|contents|inhaltsverzeichnis|^inhalt$|sommaire|table des matières|^índice$|оглавление|содержание|目次|目录|目錄|목차|mục lục|architecture|design|alternatives|trade-?offs|conclusion|lessons|risks?|open questions|überblick|ziele?|zweck|umfang|hintergrund|einleitung|zusammenfassung|objectifs?|présentation|contexte|portée|objetivos?|resumen|alcance|introducción|visão geral|resumo|escopo|introdução|přehled|cíl|úvod|обзор|цель|введение|tổng quan|mục tiêu|概述|目的|目标|背景|简介|概要|はじめに|개요|목적|배경|ausgangslage|kurzbeschreibung|über dieses|vue d.ensemble|descripción|descrição|sumário|panoramica|obiettiv[oi]|descrizione|introduzione|ambito|scopo|contesto|riepilogo|popis|účel|общие сведения|описание|назначение|giới thiệu|mô tả|phạm vi|說明|概述|總覽|总览|适用范围|適用範圍|范围|目的|目標|スコープ|対象範囲|적용 범위|범위|소개",
  ],
  [
    "expected",
    "expected|acceptance|should (?:see|show|return|print)|erwartet|erwartung|résultat attendu|attendu|resultado esperado|esperado|očekáv|ожидаем|kết quả mong đợi|预期|期待|期望|想定結果|예상 결과|기대 결과|erwartetes ergebnis|soll-ergebnis|résultats? attendus?|resultados? esperados?|risultat[oi] attes[oi]|atteso|očekávan|ожидаемый|kết quả (?:mong đợi|dự kiến)|預期|应看到|應看到|期待結果",
  ],
  ["validate", "validate|validation criteria|pass if|pass only if|criteria|kriterien"],
  [
    "actions",
    "actions?|steps?|procedure|tasks?|commands?|execution|execute|run|to do|schritte|aktionen|maßnahmen|durchführung|étapes|actions à|pasos|acciones|passos|ações|tarefas|kroky|postup|шаги|действия|các bước|步骤|操作|操作步骤|手順|作業|절차|단계|작업|arbeitsschritte|ablaufschritte|procédure$|procédure (?:de|d.)|pasos a|procedimiento$|passos para|passaggi|passi|operazioni|procedura|kroky k|порядок действий|действия|trình tự|quy trình|步驟|操作流程|执行流程|作業手順|実施手順|수행 절차|진행 순서",
  ],
  [
    "verification",
    "verif|validat|smoke|test|health check|sanity|canary(?! (?:roll|deploy|release|start|launch|stage|phase))|checks?(?!list)|post-(?:deploy|migration|upgrade|cutover)\\w* (?:check|valid|verif)|überprüf|prüfung|vérif|contrôle|verificación|comprobaci|verificação|validação|ověření|kontrola|проверк|kiểm tra|xác minh|验证|検証|動作確認|確認|검증|확인|abnahme|kontrolle|funktionstest|recette|tests? de|pruebas|comprobación|conferência|verific(?:a|he)|controll[io]|collaudo|zkoušk|ověřen|тестирован|контроль|xác nhận|nghiệm thu|驗證|檢查|测试|測試|冒烟|疎通|動作チェック|사후 확인|점검|테스트|事後",
  ],
  [
    "prepare",
    "pre-?(?:cutover|deploy|migration|flight|release|launch|go-live|upgrade|work|check|stage)|prepar|backup|freeze|vorbereitung|sicherung|préparation|sauvegarde|preparación|preparação|příprava|záloha|подготовк|резервн|chuẩn bị|sao lưu|准备|準備|备份|バックアップ|事前|준비|백업|vorarbeiten|vorher$|préparatifs|preparativos|copia de seguridad|respaldo|cópia de segurança|preparazione|preliminari|copia di sicurezza|přípravy|бэкап|前期|預備|事前作業|前日|사전 작업|사전 준비",
  ],
  [
    "procedure",
    "phase|stage|step|dns|flip|traffic (?:shift|switch|move)|cutover|cut-over|go-?live|deploy|migrat|upgrade|switch|failover|execution|checklist|runbook|procedure|maintenance|release|rollout|roll-out|launch|install|decommission|umstellung|durchführung|ausführung|ablauf|bascule|mise en production|déploiement|migración|despliegue|ejecución|procedimiento|implantação|execução|procedimento|nasazení|migrace|postup|внедрени|миграци|развертывани|переключени|выполнени|triển khai|thực hiện|切换|迁移|上线|部署|发布|执行|实施|切り替え|切替|移行|本番|実施|リリース|デプロイ|전환|배포|이관|실행|inbetriebnahme|produktivsetzung|wechsel|umzug|ablösung|einspielen|basculement|livraison|migration|puesta en|corte$|actualización|virada|entrada em produção|atualização|passaggio|messa in (?:produzione|esercizio)|esecuzione|migrazione|rilascio|attivazione|přepnutí|spuštění|provedení|выкат|релиз|установк|chuyển đổi|nâng cấp|切換|遷移|上線|發布|執行|升级|升級|割接|変更作業|切替作業|작업|적용|릴리스|릴리즈|schwenk",
  ],
];

const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

function compile(words: string): RegExp {
  const alternatives = words.split("|");
  const parts: string[] = [];
  let open = 0;
  let current = "";
  for (const piece of alternatives) {
    current = current === "" ? piece : `${current}|${piece}`;
    open += (piece.match(/\(/g)?.length ?? 0) - (piece.match(/\)/g)?.length ?? 0);
    if (open === 0) {
      parts.push(current);
      current = "";
    }
  }
  const spaced = parts.filter((part) => !CJK.test(part));
  const dense = parts.filter((part) => CJK.test(part));
  const source = [`(?<![\\p{L}\\p{N}])(?:${spaced.join("|")})`, ...dense].join("|");
  return new RegExp(source, "u");
}

const COMPILED: [SectionKind, RegExp][] = WORDS.map(([kind, words]) => [kind, compile(words)]);

/** All kinds whose words occur in a heading, in order of precedence, with the place of the first hit. */
export function kindsOf(text: string): { kind: SectionKind; at: number }[] {
  const hits: { kind: SectionKind; at: number }[] = [];
  const lower = text.toLowerCase();
  for (const [kind, pattern] of COMPILED) {
    const match = pattern.exec(lower);
    if (match !== null) hits.push({ kind, at: match.index });
  }
  return hits;
}

/** Words for "step N" headings (rule 6). */
export const STEP_WORD = "step|schritt|étape|etape|paso|passo|krok|шаг|bước|步骤|第|ステップ|手順|단계";
/** Words for "phase N" headings. */
export const PHASE_WORD =
  "phase|stage|wave|part|teil|fase|etapa|fáze|фаза|этап|giai đoạn|阶段|フェーズ|第|단계";
