import { type CredentialPattern, mixed, value } from "./pattern";

/** Secrets in the headers of a request. */
export const HEADERS: readonly CredentialPattern[] = [
  value(
    "header",
    /authorization["'`]?\s{0,3}[:=]\s{0,3}["'`]?(?:bearer|basic|token|apikey|negotiate|digest|aws4-hmac-sha256)\s{1,3}(?<secret>[^\s"'`,;<>|]{4,2000})/gi,
  ),
  value(
    "header",
    /(?<![\w-])(?:x-api-key|api-key|private-token|job-token|deploy-token|x-auth-token|x-vault-token|x-goog-api-key|dd-api-key|x-access-token|ocp-apim-subscription-key)["'`]?\s{0,3}:\s{0,3}["'`]?(?<secret>[^\s"'`,;<>|]{4,500})/gi,
  ),
  mixed("header", /(?<![A-Za-z])bearer\s{1,3}(?<secret>[\w+/=.~-]{16,2000})/gi),
];

/** Secrets handed to a program or a statement. */
export const ARGUMENTS: readonly CredentialPattern[] = [
  // --password secret; a word alone may be prose about the option.
  mixed(
    "argument",
    /(?<![\w-])--?(?:[a-z]{1,20}-){0,3}(?:password|passwd|passphrase|pass|secret|token|api-?key|access-key|account-key|secret-key|client-secret)\s{1,3}["'`]?(?<secret>[^\s"'`,;&|()<>-][^\s"'`,;&|()<>]{3,300})/gi,
  ),
  value(
    "argument",
    /(?<![\w-])--?(?:[a-z]{1,20}-){0,3}(?:password|passwd|passphrase|pass|secret|client-secret)\s{1,3}(?<quote>["'])(?<secret>[^"'\n]{3,300})\k<quote>/gi,
  ),
  value("argument", /\bsshpass\s{1,3}-p\s{0,3}["']?(?<secret>[^\s"'|;&]{3,200})/g),
  value(
    "argument",
    /\b(?:docker|podman|buildah|skopeo|nerdctl|az|oc|cf|helm\s{1,3}registry|oras)\s{1,3}login\b[^|;&\n]{0,300}?\s-p\s{1,3}["']?(?<secret>[^\s"'|;&]{3,200})/g,
  ),
  value(
    "argument",
    /\b(?:mysql|mariadb|mysqldump|mysqladmin|mysqlimport|mariadb-dump|mysqlsh)\b[^|;&\n]{0,300}?\s-p["']?(?<secret>[^\s"'|;&-][^\s"'|;&]{2,200})/g,
  ),
  value(
    "argument",
    /\b(?:redis-cli\b[^|;&\n]{0,300}?\s-a|(?:sqlcmd|bcp)\b[^|;&\n]{0,300}?\s-P|(?:mongo|mongosh|mongodump|mongorestore)\b[^|;&\n]{0,300}?\s-p|ldap(?:search|modify|add|delete)\b[^|;&\n]{0,300}?\s-w)\s{0,3}["']?(?<secret>[^\s"'|;&]{3,200})/g,
  ),
  value(
    "argument",
    /\bcurl\b[^|;&\n]{0,400}?\s(?:-u|--user)[\s=]{0,3}["']?[^\s:"'<>]{1,100}:(?<secret>[^\s"'|;&]{2,200})/g,
  ),
  value(
    "argument",
    /\brabbitmqctl\s{1,3}(?:add_user|change_password)\s{1,3}[^\s"']{1,100}\s{1,3}["']?(?<secret>[^\s"'|;&]{3,200})/g,
  ),
  value(
    "argument",
    /\bhtpasswd\s{1,3}-[a-zA-Z]{0,5}b[a-zA-Z]{0,5}\s{1,3}\S{1,200}\s{1,3}\S{1,100}\s{1,3}["']?(?<secret>[^\s"'|;&]{3,200})/g,
  ),
  value(
    "argument",
    /\bIDENTIFIED\s{1,3}(?:WITH\s{1,3}\w{1,40}\s{1,3})?BY\s{1,3}(?<quote>["'])(?<secret>[^"'\n]{2,200})\k<quote>/gi,
  ),
  value("argument", /\bPASSWORD\s{1,3}(?<quote>')(?<secret>[^'\n]{2,200})\k<quote>/gi),
  value(
    "argument",
    /\bConvertTo-SecureString\s{1,3}(?:-String\s{1,3})?(?<quote>["'])(?<secret>[^"'\n]{3,200})\k<quote>/gi,
  ),
  value(
    "argument",
    /(?<![\w:])(?:pass|\/pass|-passin\s{1,3}pass|-passout\s{1,3}pass):(?<secret>[^\s"'|;&:]{3,200})/g,
  ),
];
