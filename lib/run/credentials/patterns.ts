import { ASSIGNED, SECRET_NAMES } from "./assigned-secrets";
import { ARGUMENTS, HEADERS } from "./handed-secrets";
import { IN_ADDRESSES, ISSUED } from "./issued-tokens";
import type { CredentialGroup } from "./pattern";

/** Every way a credential is written, the surest first: where two find the same place, the first names it. */
export const CREDENTIAL_GROUPS: readonly CredentialGroup[] = [
  {
    hint: /gh[opusr]_|github_pat_|gl[a-z]{2,5}-|xox|xapp-|npm_|pypi-|dckr_|do[opr]_v1|hv[sbr]\.|hf_|shp|ATATT|lin_api|glsa_|pat-|tfp_|SG\.|ya29|AIza|EAAC|[rs]k_|whsec|sk-|sq0|key-|SK[a-f0-9]|eyJ|hooks|webhook|telegram|A[KSBC][ICA]A|aws|Key|Signature|sig|X-Amz/i,
    ways: ISSUED,
  },
  { hint: /:\/\/[^@]{0,2000}@/, ways: IN_ADDRESSES },
  { hint: /authorization|bearer|-?key|-token/i, ways: HEADERS },
  { hint: new RegExp(`${SECRET_NAMES}|token|_pass|pwd|pw|login|user`, "iu"), ways: ASSIGNED },
  {
    hint: /pass|secret|token|-key|api-?key|login|mysql|mariadb|redis-cli|sqlcmd|bcp|mongo|ldap|curl|identified|securestring|rabbitmqctl/i,
    ways: ARGUMENTS,
  },
];
