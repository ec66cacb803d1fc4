/** 512 KB in UTF-8: texts above are not read at all. The longest runbook seen in the wild is a tenth of it. */
export const MAX_RUNBOOK_BYTES = 512 * 1024;
