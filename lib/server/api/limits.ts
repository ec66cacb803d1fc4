/** Largest bodies, in bytes. */
export const JSON_LIMIT = 64 * 1024;

/** A group of alerts with all their labels. */
export const ALERTS_LIMIT = 256 * 1024;
