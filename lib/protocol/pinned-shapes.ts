/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "8fd5dd8c926a8e5b5abe718a5f7e34bf30c38eada29a0f8b59ee826c84fec3ee" },
  events: { 1: "02c64b126ddf11bf0680c760e8e189b8a18f43be4447b3cfd163cbd83624a9a9" },
};
