/** What a fenced block is: rule 8 makes steps of commands only. */
type FenceKind = "commands" | "env-list" | "template" | "output";

const SHELL = new Set([
  "bash",
  "sh",
  "shell",
  "zsh",
  "ksh",
  "fish",
  "console",
  "shell-session",
  "shellsession",
  "terminal",
  "powershell",
  "ps1",
  "ps",
  "pwsh",
  "posh",
  "cmd",
  "bat",
  "batch",
  "dos",
  "sql",
  "psql",
  "mysql",
  "plsql",
  "tsql",
  "pgsql",
  "postgresql",
  "cql",
  "mongosh",
  "redis",
  "rman",
]);

/** First words that start a command line; an untagged block needs them to be read as commands. */
export const COMMAND_HEADS = new Set(
  `sudo ssh scp rsync cd ls cat cp mv rm mkdir chmod chown tar zip unzip gzip curl wget nc dig nslookup ping openssl
  git gh docker docker-compose podman kubectl helm kustomize oc argocd flux terraform terragrunt tofu ansible
  ansible-playbook packer vault consul aws az gcloud gsutil bq doctl heroku flyctl fly eksctl kubeadm
  python python3 pip pip3 poetry uv node npm npx pnpm yarn bun deno java mvn gradle ./gradlew ./mvnw ruby bundle rake
  rails php composer artisan symfony go cargo dotnet make cmake psql pg_dump pg_dumpall pg_restore pg_basebackup pg_ctl
  createdb dropdb vacuumdb mysql mysqldump mysqladmin mongo mongosh mongodump mongorestore redis-cli sqlplus rman expdp
  impdp sqlcmd bcp flyway liquibase alembic prisma knex sequelize systemctl service journalctl crontab supervisorctl pm2
  nginx apachectl haproxy varnishadm rabbitmqctl kafka-topics kafka-topics.sh kafka-consumer-groups etcdctl jq yq grep
  awk sed tail head wc find xargs sort diff sha256sum md5sum date echo printf export source set unset env watch test
  bash sh zsh pwsh powershell nohup screen tmux kill pkill wp drush vercel netlify firebase supabase wrangler eb sam cdk
  serverless sls pulumi istioctl linkerd velero restic duplicity lvcreate zfs mount umount fdisk useradd usermod passwd
  iptables ufw firewall-cmd ip ifconfig netstat ss ps top free df du uptime hostname whoami uname apt apt-get yum dnf
  apk brew snap dpkg rpm nc telnet traceroute mtr ab k6 wrk jmeter locust newman playwright pytest jest vitest cap fab
  Set-Location Get-ChildItem Get-Service Stop-Service Start-Service Restart-Service Invoke-WebRequest Invoke-RestMethod
  Invoke-Sqlcmd Test-NetConnection Get-Content Copy-Item Remove-Item New-Item Import-Module Connect-AzAccount`.split(
    /\s+/,
  ),
);

const SQL_HEAD =
  /^(?:select|insert|update|delete|alter|create|drop|truncate|grant|revoke|begin|commit|rollback|vacuum|analyze|explain|show|set|with|merge|call|exec|lock|copy)\s+\S/i;
const CONFIG_LANGS = new Set([
  "json",
  "jsonc",
  "json5",
  "yaml",
  "yml",
  "toml",
  "ini",
  "xml",
  "html",
  "hcl",
  "tf",
  "env",
  "dotenv",
  "properties",
  "conf",
  "nginx",
  "apache",
  "csv",
  "tsv",
  "diff",
  "patch",
  "markdown",
  "md",
  "mermaid",
  "plantuml",
  "js",
  "javascript",
  "ts",
  "typescript",
  "tsx",
  "jsx",
  "java",
  "kotlin",
  "go",
  "rust",
  "c",
  "cpp",
  "cs",
  "csharp",
  "php",
  "ruby",
  "css",
  "http",
  "graphql",
  "proto",
  "log",
  "output",
]);

const PROGRAM = /^[a-z][a-z0-9_.+-]{1,30}\s+\S/;
const ARGUED = /\s--?[A-Za-z]|\s\|\s?\S|\s\d?>{1,2}\s?\S|\s[.~]?\/\S|^[a-z][a-z0-9_-]*(?:ctl|cli|adm)\s/;

/** "rows == 10", "inserted / updated": values side by side. */
const COMPARED = /^\S+\s(?:[!=<>]=?|\/|\|\||&)\s/;

/** "fwctl load policy-77": a program that nobody listed, called with something that only a command line holds. */
export function isUnlistedProgram(text: string): boolean {
  return PROGRAM.test(text) && ARGUED.test(text) && !COMPARED.test(text);
}

/** A line that starts with a known program, a path or a statement of SQL. */
export function isCommandLine(line: string): boolean {
  const text = line.trim().replace(/^(?:\$|PS [^>]{0,60}>|>)\s+/, "");
  if (/^(?:\.{0,2}\/|~\/|\.\\)[\w./\\-]+/.test(text)) return true;
  if (/^\$env:\w+\s?=/i.test(text) || /^[A-Z_][A-Z0-9_]*=\$\(/.test(text)) return true;
  if (/^(?:for\s+\w+\s+in\s|while\s|until\s|if\s+\[)/.test(text)) return true;
  const prefixed = /^(?:[A-Z_][A-Z0-9_]*=(?:"[^"]*"|'[^']*'|[^\s"']*)\s+)+(\S.*)$/.exec(text)?.[1];
  if (prefixed !== undefined) return isCommandLine(prefixed);
  const head = text.split(/\s/)[0] ?? "";
  if (isUnlistedProgram(text) && !/[.:;]$/.test(text)) return true;
  return (COMMAND_HEADS.has(head) && text !== head) || (SQL_HEAD.test(text) && /;|^[A-Z]+\s/.test(text));
}

/** `NAME=value` or `NAME   # what it is`, without `export`: a list of settings, nothing to run. */
function isEnvLine(line: string): boolean {
  return (
    /^[A-Z_][A-Z0-9_]{2,}\s*(?:=\s*\S*.{0,200}|#.{0,200})?$/.test(line) &&
    !/^\w+=\$\(/.test(line) &&
    !/^(?:\w+=(?:"[^"]*"|'[^']*'|[^\s"'#]*)\s+)+[a-z./~$]/.test(line)
  );
}

function content(value: string): string[] {
  return value
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** "# STEP 1: …" lines of a block, with their place in it. */
export function countedComments(value: string): { text: string; at: number }[] {
  return value.split("\n").flatMap((line, at) => {
    const text = /^\s*#+\s*((?:step\s*)?\d{1,2}\s*[.):：–-]\s*\S.*)$/i.exec(line)?.[1];
    return text === undefined ? [] : [{ text, at }];
  });
}

export function fenceKind(lang: string, value: string): FenceKind {
  const lines = content(value.replace(/[ \t][\\^`]\n/g, " "));
  const code = lines.filter((line) => !/^(?:#|--|\/\/|::|REM\b)/.test(line));
  const language = lang.split(/[\s,{]/)[0] ?? "";
  if (SHELL.has(language)) {
    if (code.length > 0 && code.every(isEnvLine)) return "env-list";
    if (code.length === 0) return countedComments(value).length >= 2 ? "commands" : "template";
    return "commands";
  }
  if (code.some((line) => /[├└│]/.test(line))) return "output";
  if (CONFIG_LANGS.has(language)) return "output";
  if (
    language !== "" &&
    language !== "text" &&
    language !== "txt" &&
    language !== "plaintext" &&
    language !== "plain"
  )
    return "output";
  const commands = code.filter(isCommandLine).length;
  if (code.length > 0 && commands > 0 && isCommandLine(code[0] ?? "") && commands * 3 >= code.length)
    return "commands";
  if (code.length > 0 && code.every(isEnvLine) && code.some((line) => line.includes("="))) return "env-list";
  return lines.some((line) => /_{3,}|\[[^\]\n]{2,40}\]|:\s*$/.test(line)) ? "template" : "output";
}

/** Language for the definition: as tagged, or guessed from the text of an untagged block. */
export function fenceLanguage(lang: string, value: string): string {
  const language = lang.split(/[\s,{]/)[0] ?? "";
  const alias: Record<string, string> = {
    sh: "bash",
    shell: "bash",
    zsh: "bash",
    console: "bash",
    terminal: "bash",
    "shell-session": "bash",
    shellsession: "bash",
    ps1: "powershell",
    ps: "powershell",
    pwsh: "powershell",
    posh: "powershell",
    bat: "cmd",
    batch: "cmd",
    psql: "sql",
    pgsql: "sql",
    postgresql: "sql",
    mysql: "sql",
    plsql: "sql",
    tsql: "sql",
  };
  if (language !== "" && SHELL.has(language)) return alias[language] ?? language;
  const first = content(value).find((line) => !line.startsWith("#") && !line.startsWith("--")) ?? "";
  if (/^\$env:|^(?:Get|Set|New|Remove|Invoke|Start|Stop|Restart|Test|Import|Connect)-[A-Z]/.test(first))
    return "powershell";
  return SQL_HEAD.test(first) && !/^(?:set|show|with|call|exec|copy|create|begin) [-./\w]+$/i.test(first)
    ? "sql"
    : "bash";
}
