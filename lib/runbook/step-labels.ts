export type StepLabel = "action" | "command" | "output" | "duration" | "note" | "rollback" | "verify";

/** The labels of a step's own fields (rule 6) in the languages of rule 4. */
const LABELS: [StepLabel, string][] = [
  [
    "action",
    "actions?|what|task|aktion|tätigkeit|vorgehen|tâche|acción|tarea|ação|tarefa|azione|attività|činnost|úkol|действие|задача|hành động|thao tác|操作|动作|動作|内容|作業(?:内容)?|작업|내용",
  ],
  [
    "command",
    "commands?|cmd|script|run|befehle?|kommando|commandes?|comandos?|příkazy?|команд[аы]|lệnh|命令|指令|コマンド|実行コマンド|명령어?|스크립트",
  ],
  [
    "output",
    "outputs?|evidence|artifacts?|ausgabe|nachweis|sortie|preuve|salida|evidencia|saída|evidência|output atteso|prova|výstup|důkaz|вывод|доказательство|bằng chứng|输出|輸出|证据|證據|出力|証跡|エビデンス|출력|증적",
  ],
  [
    "duration",
    "duration|estimated time|time|est\\.?|dauer|zeitbedarf|geschätzte (?:dauer|zeit)|durée(?: estimée)?|temps estimé|duración(?: estimada)?|tiempo estimado|duração(?: estimada)?|tempo estimado|durata(?: stimata)?|tempo stimato|doba(?: trvání)?|trvání|délka|длительность|время выполнения|продолжительность|thời lượng|thời gian(?: dự kiến)?|时长|耗时|预计(?:时间|耗时|用时)|所需时间|預計時間|耗時|所要時間|予定時間|소요 ?시간|예상 ?시간",
  ],
  [
    "rollback",
    "rollback|if (?:it )?fails?|on failure|bei fehlern?|en cas d.échec|si falla|se falhar|se fallisce|při selhání|при (?:ошибке|сбое)|nếu (?:lỗi|thất bại)|失败时|失敗時|失败处理|실패 ?시",
  ],
  [
    "verify",
    "verif(?:y|ication)|validation|check|prüfung|kontrolle|vérification|contrôle|verificación|comprobación|verificação|conferência|verifica|controllo|ověření|kontrola|проверка|kiểm tra|xác minh|验证|驗證|检查|檢查|確認(?:方法|項目)?|検証|확인|검증",
  ],
  [
    "note",
    "notes?|risks?|impact|why|purpose|description|hinweis|anmerkung|risiko|remarque|risque|nota|riesgo|observación|observação|risco|rischio|poznámka|riziko|примечание|риск|описание|ghi chú|rủi ro|mô tả|备注|備註|说明|說明|注意(?:事项)?|风险|風險|備考|補足|비고|주의|설명|위험",
  ],
];

const COMPILED: [StepLabel, RegExp][] = LABELS.map(([label, words]) => [
  label,
  new RegExp(`^(?:${words})\\s*[:：]\\s*`, "iu"),
]);

/** "Action:", "Command:", "Duration:", "Output:", "Risk:" … and what follows; null for a text that opens with none. */
export function stepLabel(text: string): { label: StepLabel; rest: string } | null {
  const plain = text.trim();
  if (!/[:：]/.test(plain.slice(0, 40))) return null;
  for (const [label, pattern] of COMPILED) {
    const match = pattern.exec(plain);
    if (match !== null) return { label, rest: plain.slice(match[0].length).trim() };
  }
  return null;
}
