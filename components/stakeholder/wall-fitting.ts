/** Width of a figure of the clocks' face over its height. */
const FIGURE = 0.6;

/** The size at which so many figures fill their container, and no more than a share of the wall's height. */
export function fitting(length: number, tallest: string): { fontSize: string } {
  return { fontSize: `min(${(100 / (Math.max(length, 1) * FIGURE)).toFixed(2)}cqw, ${tallest})` };
}
