/**
 * Which commands leave production as it is. R3: a step with a command is mutating unless it is marked or *known*
 * read-only, so everything that this file does not know is mutating.
 *
 * Known read-only: commands that print (cat, grep, jq, curl GET, dig …); sub-commands that list, show or describe
 * (kubectl get, helm status, git log, terraform plan, az/aws/gcloud list|show|describe); SQL that only selects; dumps;
 * anything with a dry-run flag; scripts whose name says verify, check, validate, preflight, precheck, status, report,
 * detect, scan or list; setting variables of the operator's own session. A pipeline is read-only when all its parts are.
 */
const READ_HEADS = new Set(
  `cat less more head tail grep egrep rg jq yq awk wc sort uniq cut tr diff cmp ls stat file find du df ps top htop free
  uptime date whoami hostname uname id pwd which type echo printf test true sleep cd pushd popd export set unset env printenv
  source . dig nslookup host ping traceroute mtr nc telnet ss netstat lsof vmstat iostat sha256sum md5sum shasum cksum base64 xargs
  column nl pg_dump pg_dumpall pg_isready pg_controldata mysqldump mongodump expdp journalctl dmesg history read tee read-host
  get-childitem get-content get-service get-process get-date get-filehash select-string select-object where-object
  measure-object format-table format-list sort-object foreach-object tee-object out-file out-host write-host write-output
  set-location test-path test-connection test-netconnection resolve-dnsname`.split(/\s+/),
);

const READ_SUBCOMMANDS: Record<string, RegExp> = {
  git: /^(?:status|log|diff|show|rev-parse|fetch|branch$|tag$|tag -l|describe|ls-\w+|remote -v|blame|cat-file|rev-list)/,
  gh: /^\w+ (?:list|view|status|diff|checks)/,
  kubectl:
    /^(?:get|describe|logs?|top|rollout (?:status|history)|diff|explain|version|cluster-info|api-resources|auth can-i|config (?:view|get|current|use)|wait|port-forward)/,
  oc: /^(?:get|describe|logs?|whoami|status|rollout (?:status|history))/,
  helm: /^(?:list|ls|status|history|get|template|lint|diff|show|version|search)/,
  docker:
    /^(?:ps|logs?|images?(?: ls)?$|inspect|stats|version|info|compose (?:ps|logs|config)|network ls|volume ls|manifest inspect)/,
  "docker-compose": /^(?:ps|logs?|config|top|images)/,
  terraform: /^(?:plan|validate|show|output|state (?:list|show)|fmt -check|version|init)/,
  tofu: /^(?:plan|validate|show|output|state (?:list|show))/,
  systemctl: /^(?:status|is-active|is-enabled|is-failed|list-\w+|show|cat)/,
  alembic: /^(?:heads?|current|history|show|check|branches)/,
  flyway: /(?:^|\s)(?:info|validate)(?:\s|$)/,
  liquibase: /(?:^|\s)(?:status|validate|diff|history|updatesql)(?:\s|$)/i,
  prisma: /^migrate (?:status|diff)/,
  argocd: /^app (?:get|list|diff|history)/,
  vault: /^(?:status|read|list|kv get)/,
  "redis-cli": /(?:^|\s)(?:info|ping|get|dbsize|scan|ttl|exists|keys|monitor|client list)(?:\s|$)/i,
  rabbitmqctl: /^(?:list_\w+|status|cluster_status)/,
  etcdctl: /(?:^|\s)(?:get|endpoint (?:status|health)|member list)/,
  openssl: /^(?:s_client|x509|verify|version|dgst)/,
  nginx: /^-[tTvV]/,
  apachectl: /^(?:configtest|-t)/,
  supervisorctl: /^(?:status|tail)/,
  pm2: /^(?:list|ls|status|logs?|show)/,
  "ansible-playbook": /--(?:check|list-\w+|syntax-check)/,
  npm: /^(?:ls|list|view|audit|outdated|test|run (?:test|lint|check|verify)\S*)/,
  pip: /^(?:list|show|freeze|check)/,
  velero: /^(?:get|describe|backup (?:get|describe))/,
};

const WRITE_SQL =
  /(?<![\w.])(?:insert\s+into|update\s+[\w."[\]]+\s+set|delete\s+from|alter\s+\w+|create\s+\w+|drop\s+\w+|truncate\b|grant\s|revoke\s|merge\s+into|vacuum\b|reindex\b|copy\s+[\w.]+\s+from|call\s|refresh\s+materialized|lock\s+table|pg_terminate_backend|pg_promote|pg_switch_wal|setval|nextval|do\s+\$)/i;
const READ_SCRIPT =
  /(?:^|[_\-./\\])(?:verify|verif|check|checks|preflight|precheck|validate|validation|status|report|reconciliation|reconcile|detect|scan|list|audit|diagnose|healthcheck|health|parity|compare|forensic|inspect|show|monitor|drill_report|probe)(?=[_\-.]|\d|$)/i;
const WRITE_SCRIPT =
  /(?:^|[_\-./\\])(?:apply|fix|correct|correction|repair|deploy|migrate|migration|restore|rollback|cutover|promote|switch|delete|drop|purge|update|upgrade|seed|enable|disable|install)(?=[_\-.]|\d|$)/i;

/** A command inside another ("watch bash -c …") is followed this deep; what lies deeper may do anything. */
const MAX_DEPTH = 4;

/** True only for a command that is known to change nothing. */
export function isReadOnlyCommand(text: string, language: string, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const body = text.replace(/\\\n/g, " ").trim();
  if (body === "") return true;
  if (
    /(?:^|\s)(?:--dry-run(?:[= ](?:client|server|true))?|--check|--what-if|-WhatIf|--plan-only|--simulate|--no-act)(?=\s|$)/i.test(
      body,
    )
  )
    return true;
  if (language === "sql") return isReadOnlySql(body);
  return splitParts(body).every((part) => isReadOnlyPart(part, depth));
}

function isReadOnlySql(text: string): boolean {
  const code = text.replace(/--[^\n]*/g, " ");
  if (WRITE_SQL.test(code)) return false;
  return code.split(";").every((statement) => {
    const trimmed = statement.trim();
    return (
      trimmed === "" ||
      /^(?:select|show|explain|describe|desc|with|table|values|set\s+(?:search_path|role|timezone|statement_timeout)|\\)/i.test(
        trimmed,
      )
    );
  });
}

/** Parts between unquoted `|`, `&&`, `||`, `;` and line ends. */
function splitParts(text: string): string[] {
  const parts: string[] = [];
  let quote = "";
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === "'" || char === '"') quote = char;
    else if (
      (char === "|" || char === ";" || char === "\n" || (char === "&" && text.charAt(i + 1) === "&")) &&
      text.charAt(i - 1) !== ">"
    ) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.replace(/^[|&\s]+/, "").trim()).filter((part) => part !== "");
}

function isReadOnlyPart(part: string, depth: number): boolean {
  if (/^#/.test(part)) return true;
  const prefixed = /^(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"'$]*)\s+)+([A-Za-z./~].*)$/s.exec(part)?.[1];
  if (prefixed !== undefined) return isReadOnlyPart(prefixed, depth);
  if (/^\$env:\w+\s*=|^(?:set\s+)?[A-Za-z_]\w*=(?!=)/i.test(part)) return isReadOnlyAssignment(part, depth);
  if (/^\$\w+\s*=/.test(part)) return true;
  const words = part.split(/\s+/);
  let at = 0;
  while (/^(?:sudo|time|nohup|command|exec|winpty|-\w)$/.test(words[at] ?? "")) at++;
  const head = (words[at] ?? "").toLowerCase();
  const rest = words.slice(at + 1).join(" ");
  if (/<<|^(?:cat|tee)$/.test(head) && /<<-?\s?["']?\w/.test(part)) return false;
  if (head === "watch")
    return isReadOnlyCommand(
      part.replace(/^.{0,40}?watch(?:\s+-\w+\s*[\d.]*)*\s*/, "").replace(/^["']|["']$/g, ""),
      "bash",
      depth + 1,
    );
  if (head === "find" && /\s-(?:delete|exec)\b/.test(part)) return false;
  if (head === "xargs") return READ_HEADS.has((words[at + 1] ?? "").toLowerCase());
  if (READ_HEADS.has(head)) return true;
  if (
    head === "curl" ||
    head === "wget" ||
    head === "invoke-webrequest" ||
    head === "invoke-restmethod" ||
    head === "http"
  )
    return (
      !/\s-F(?=[\s=])/.test(part) &&
      !/(?:^|\s)(?:-X\s?|--request[ =]|-Method\s+)["']?(?:POST|PUT|PATCH|DELETE)|(?:^|\s)(?:-d|--data\S*|--form|-T|--upload-file|--post-\w+|--json)(?=[\s=])|^\S+\s+(?:POST|PUT|PATCH|DELETE)\s/i.test(
        part,
      )
    );
  if (head === "pg_restore") return /(?:^|\s)(?:--list|-l)(?=\s|$)/.test(part);
  if (head === "sed") return !/(?:^|\s)-\w*i/.test(part);
  if (head === "tar")
    return /(?:^|\s)-?\w*t/.test(rest) && !/(?:^|\s)-?\w*[xc]/.test(rest.split(" ")[0] ?? "");
  if (/^(?:psql|mysql|sqlcmd|sqlplus|invoke-sqlcmd|mongosh|mongo|clickhouse-client|bq)$/.test(head))
    return isReadOnlyQuery(part);
  if (/^(?:aws|az|gcloud|doctl|oci|ibmcloud)$/.test(head))
    return (
      /(?:^|\s)(?:list|show|get|describe|query|ls|tail|wait|account)(?:-[\w-]+)?(?=\s|$)/.test(rest) &&
      !/(?:^|\s)(?:create|update|delete|set|put|start|stop|restart|apply|deploy|promote|failover|restore|swap|remove|add|modify)(?:-[\w-]+)?(?=\s|$)/.test(
        rest,
      )
    );
  if (
    /^(?:python3?|py|bash|sh|zsh|node|npx|ruby|perl|php|pwsh|powershell|poetry|uv|bundle|go|java|dotnet)$/.test(
      head,
    )
  )
    return isReadOnlyInterpreter(rest, depth);
  const sub = READ_SUBCOMMANDS[head];
  if (sub !== undefined)
    return sub.test(
      rest.replace(/^(?:(?:-n|--namespace|--context|-C|-f|--kube-context|--project)[ =]\S+\s+)+/, ""),
    );
  return isReadOnlyScript(words[at] ?? "");
}

/** An assignment changes only the operator's session, unless a command is substituted that does more. */
function isReadOnlyAssignment(part: string, depth: number): boolean {
  const inner = /\$\(([^()]{1,400})\)?/.exec(part)?.[1];
  return inner === undefined
    ? !/\s(?!["'])\S+\s+\S/.test(part.replace(/=(["']).*?\1/, "="))
    : isReadOnlyCommand(inner, "bash", depth + 1);
}

function isReadOnlyQuery(part: string): boolean {
  if (/(?:^|\s)(?:-f|--file|-i)[\s=]/.test(part) || /(?:^|\s)<\s/.test(part)) return false;
  const query = /(?:-c|-e|-Q|-q|--command|--execute|--eval|-Query)[\s=]*(["'])([\s\S]*)/i.exec(part)?.[2];
  return query !== undefined && isReadOnlySql(query.replace(/["'][^"']*$/, ""));
}

function isReadOnlyInterpreter(rest: string, depth: number): boolean {
  const module = /^-m\s+(\S+)\s*(.*)$/s.exec(rest);
  if (module !== null) return READ_SUBCOMMANDS[module[1] ?? ""]?.test(module[2] ?? "") ?? false;
  const words = rest.split(/\s+/).filter((word) => !word.startsWith("-"));
  const script = words[0] ?? "";
  if (/^(?:run|exec)$/.test(script))
    return depth < MAX_DEPTH && isReadOnlyPart(words.slice(1).join(" "), depth + 1);
  if (/manage\.py$|artisan$|^rails$/.test(script))
    return /^(?:showmigrations|check|migrate:status|db:version|about|db:migrate:status)/.test(words[1] ?? "");
  if (/^(?:alembic|prisma|knex)$/.test(script))
    return READ_SUBCOMMANDS[script]?.test(words.slice(1).join(" ")) ?? false;
  return isReadOnlyScript(script);
}

function isReadOnlyScript(path: string): boolean {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return READ_SCRIPT.test(name) && !WRITE_SCRIPT.test(name);
}
