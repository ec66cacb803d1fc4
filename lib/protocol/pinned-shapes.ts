/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "86b5f8ac4d6090c64c3f21c4663f1ad71ba4f90ab15e9301963b1c72e978dbf0" },
  events: { 1: "200893f9d3aa8ab4525b1d041d933464292b638a709f58aae64d73883df992d0" },
};
