/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "3405b3b764f083e78b8f1159a28943fd997a48111f83d589643ed77a73847a86" },
  events: { 1: "bf8e9168aecc19104da63c13f54aefc4a8ec099741d7827efee4d80b4b384915" },
};
