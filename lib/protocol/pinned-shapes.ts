/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "d3d4b521ceeb2f1aa4c49e5c24dc06414597f24a76012bd63a43c074a845326f" },
  events: { 1: "bf8e9168aecc19104da63c13f54aefc4a8ec099741d7827efee4d80b4b384915" },
};
