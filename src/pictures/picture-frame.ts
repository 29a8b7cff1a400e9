import { palette } from './palette.js';

/** Displayed size in picture units; the raster is twice that. */
export const frame = { width: 520, height: 280, radius: 18 } as const;
export type Panel = { left: number; top: number; width: number; height: number };

/** Start on the left, end on the right, room for the arrow between. */
export const panels = {
  start: { left: 12, top: 16, width: 230, height: 248 },
  end: { left: 278, top: 16, width: 230, height: 248 },
} as const satisfies Record<string, Panel>;

/** A whole picture: the opaque card with its content. */
export function card(content: string): string {
  const { width, height, radius } = frame;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" rx="${radius}" fill="${palette.card}"/>${content}</svg>\n`
  );
}

/** The arrow from one position to the next, about its middle. */
export function arrowAt(x: number, y: number): string {
  return `<path d="M${x - 11} ${y}h21m-8 -9l9 9l-9 9" fill="none" stroke="${palette.arrow}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>`;
}
