/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "b91f0b4b4af6e7f697d02256cf0aeb55eff948fe8cb50d6ec34284edeead03b7" },
  events: { 1: "02c64b126ddf11bf0680c760e8e189b8a18f43be4447b3cfd163cbd83624a9a9" },
};
