/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "f791c2ea6bf9c0659cf2e2637af718a81b934d25b24269746fa901256ab81374" },
  events: { 1: "775812cdda51906a7df904da003d46b0810e6e2b1cf9cf5bf7bd8cc1ce909215" },
};
