/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "105420f85e81c81b1aa40d39806bec2050e043920b43aa968266c79a1c39e15a" },
  events: { 1: "8e1a6e336ff21a02be98459476eb350d27046c981ad8c77b8929caf8be81507b" },
};
