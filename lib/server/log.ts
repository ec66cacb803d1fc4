import pino from "pino";

export type Log = pino.Logger;

/** Paths whose values never reach a log line, whoever logs the object. */
const SECRETS = [
  "password",
  "passwordHash",
  "token",
  "secret",
  "authorization",
  "cookie",
  "headers.authorization",
  "headers.cookie",
  "*.password",
  "*.passwordHash",
  "*.token",
  "*.secret",
  "*.authorization",
  "*.cookie",
  "*.headers.authorization",
  "*.headers.cookie",
];

/** Share tokens travel in paths, database passwords in addresses. */
export function maskSecrets(text: string): string {
  return text
    .replace(/\/s\/[A-Za-z0-9_-]{16,}/g, "/s/[masked]")
    .replace(/\b(postgres(?:ql)?:\/\/[^:@/\s]+):[^@\s]+@/g, "$1:[masked]@")
    .replace(/\b(Bearer)\s+\S+/gi, "$1 [masked]");
}

function maskArgument(argument: unknown): unknown {
  return typeof argument === "string" ? maskSecrets(argument) : argument;
}

/**
 * What an error says, and nothing that hangs on it: pg's carry a whole client with the key to cancel its queries, a
 * driver's details the rows.
 */
function serializeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: maskSecrets(String(error)) };
  const { type, message, stack = "", code, severity, routine } = pino.stdSerializers.err(error);
  return { type, message: maskSecrets(message), code, severity, routine, stack: maskSecrets(stack) };
}

/** JSON lines on stdout. `level` is a pino level name. */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS, censor: "[masked]" },
    formatters: { level: (label) => ({ level: label }) },
    serializers: {
      err: serializeError,
      url: (url: unknown) => maskArgument(url),
      path: (path: unknown) => maskArgument(path),
    },
    hooks: {
      logMethod(args, method) {
        const [first, second, ...rest] = args;
        // pino's own tuple type knows no shorter form for a call without a message.
        if (typeof first === "string") method.apply(this, [maskSecrets(first), second, ...rest]);
        else if (second === undefined) method.apply(this, args);
        else method.apply(this, [first, typeof second === "string" ? maskSecrets(second) : second, ...rest]);
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
