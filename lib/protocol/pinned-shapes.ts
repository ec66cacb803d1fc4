/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "" },
  events: { 1: "" },
};
