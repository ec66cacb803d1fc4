/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "76f3629826980a005fc40237f1d05407f9aecf944cc9fa26cbcff0f21990ae7c" },
  events: { 1: "bf8e9168aecc19104da63c13f54aefc4a8ec099741d7827efee4d80b4b384915" },
};
