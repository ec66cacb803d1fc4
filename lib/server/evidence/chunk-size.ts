/** Bytes in each stored chunk but the last of an upload. Ranges are found by it, so it never changes. */
export const CHUNK_SIZE = 256 * 1024;
