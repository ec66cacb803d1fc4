/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "4dfc6af7cc4838e2c058a63680fa3969cd5c1b53d5cde75c9d7e5347e6f630d2" },
  events: { 1: "02c64b126ddf11bf0680c760e8e189b8a18f43be4447b3cfd163cbd83624a9a9" },
};
