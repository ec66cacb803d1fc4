import type { Diagnostic } from "../run/definition";

/** Reading a text may take so long, in the server's thread as in the browser's worker; then it is killed. */
export const IMPORT_LIMIT_MS = 3_000;

export const LATIN_1: Diagnostic = {
  line: 1,
  severity: "warning",
  code: "latin-1",
  message: "The file is no valid UTF-8 and was read as Latin-1. Check the letters that are not English.",
};

export const TOO_SLOW: Diagnostic = {
  line: 1,
  severity: "error",
  code: "too-slow",
  message: `The text could not be read within ${IMPORT_LIMIT_MS / 1000} seconds, so no structure was taken from it.`,
};
