/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "f9db099cc31cb0bdeaa8bb5a60fc4b7b6492b47b7715e4b2648c2926acacdeba" },
  events: { 1: "8dffd5d45b16608da0d031fb0445eee45894fed3f6d9cf8134885265a4a4cab5" },
};
