/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "90284aacb82af9f6c4ce04c5776490bf03aa6191d9c169b4c05dbbc0e4454b7f" },
  events: { 1: "845692133fc4a2517cb301c2259aa3f03727fe7c5464deabd12b03d76dbe3e0a" },
};
