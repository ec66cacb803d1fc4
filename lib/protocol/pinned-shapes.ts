/**
 * SHA-256 of all shapes by version, checked by a test. A published version's hash never changes:
 * another shape is another version, and older events get an upcaster and a frozen sample.
 */
export const VERSIONED_SHAPES: {
  protocol: Record<number, string>;
  events: Record<number, string>;
} = {
  protocol: { 1: "fd04f58ae1fcbdc2118f511ac8447653158c2e93931335a6844d4d307bf72a91" },
  events: { 1: "4435fed1164054dc5f616e2690a0ffe078970c57d020c865ce4e3e183299c43e" },
};
