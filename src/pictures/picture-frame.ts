import { palette } from './palette.js';

/** Displayed size in picture units, `height` at most; the raster is twice that. */
export const frame = { width: 520, height: 280, radius: 18 } as const;
export type Panel = { left: number; top: number; width: number; height: number };

const edge = 16;
/** Width of a position, and the most it may have in height. */
export const room = { width: 234, height: frame.height - 2 * edge } as const;

/** Start on the left, end on the right, room for the arrow between; as high as what is drawn in them. */
export function panelsOf(height: number): { start: Panel; end: Panel } {
  const size = { top: edge, width: room.width, height };
  return { start: { left: 10, ...size }, end: { left: frame.width - 10 - room.width, ...size } };
}

/** Height of the card around panels of that height. */
export function cardHeight(panelHeight: number): number {
  return Math.ceil(panelHeight) + 2 * edge;
}

/** A whole picture: the opaque card with its content. */
export function card(content: string, height: number = frame.height): string {
  const { width, radius } = frame;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" rx="${radius}" fill="${palette.card}"/>${content}</svg>\n`
  );
}

/** The arrow from one position to the next, about its middle. */
export function arrowAt(x: number, y: number): string {
  return `<path d="M${x - 11} ${y}h21m-8 -9l9 9l-9 9" fill="none" stroke="${palette.arrow}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>`;
}
