/** Largest bodies, in bytes. */
export const JSON_LIMIT = 64 * 1024;
