import { Resvg } from '@resvg/resvg-js';
import { palettePng, type Pixels } from './palette-png.js';

/** The PNG of a picture at twice its displayed size, for sharp screens. */
export function rasterOf(svg: string): Buffer {
  return palettePng(pixelsOf(svg));
}

/** No fonts are loaded: the pictures hold no text. */
export function pixelsOf(svg: string, zoom = 2): Pixels {
  const drawn = new Resvg(svg, { fitTo: { mode: 'zoom', value: zoom }, font: { loadSystemFonts: false } }).render();
  return { width: drawn.width, height: drawn.height, data: drawn.pixels };
}
