/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "32e636840286aa9b6bba9ceadde2375cc1bb5e11428f6f5c36adf2523fbc6644" },
  events: { 1: "02c64b126ddf11bf0680c760e8e189b8a18f43be4447b3cfd163cbd83624a9a9" },
};
