/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "c474ac0d7e178d36646fb62b37e4ba65abdd40479c1e75b329b3ef55c9ebcba4" },
  events: { 1: "d4cac74b74b3d5526ad21a34cc2f19e50bfadc53d7a05035d2ef5b9f8f920e88" },
};
