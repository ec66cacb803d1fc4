/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "7befd47acea2bd3242da67d0d9a76192c1c08e8a9bcad2a258a6cf8eb56449d8" },
  events: { 1: "8e1a6e336ff21a02be98459476eb350d27046c981ad8c77b8929caf8be81507b" },
};
