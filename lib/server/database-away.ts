/**
 * SQLSTATEs that say "not now" rather than "not so": connection lost, shutting down, starting, out of resources,
 * read-only, too slow. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const AWAY_STATE = /^(08|53|57P|58|25006|57014|55P03|40P01|40001)/;

/** Connections that ended under a command: whether it happened is not known, and its repetition will show. */
const AWAY_CODE = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"],
  ...["P1001", "P1002", "P1008", "P1017", "P2024"],
]);

const AWAY_MESSAGE =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|server closed the connection|not queryable|can't reach database/i;

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

/** PostgreSQL's own word for a full disk. */
const DISK_FULL = "53100";

/** Whether the database could not write because its disk is full: nothing of it was kept, and waiting frees no space (507). */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.some(isDiskFull)) return true;
  return codeOf(error) === DISK_FULL || isDiskFull(error.cause);
}

/** Whether the error says that the database is away, slow or full, so that the same may work in a moment (503). */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (AWAY_STATE.test(code) || AWAY_CODE.has(code) || AWAY_MESSAGE.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  return isDatabaseAway(error.cause);
}
