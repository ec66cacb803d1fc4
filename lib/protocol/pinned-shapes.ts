/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "a2ae3cad842f05716709d29283f8b2955346d4193d9a011a3bca45de29d809a9" },
  events: { 1: "8e1a6e336ff21a02be98459476eb350d27046c981ad8c77b8929caf8be81507b" },
};
