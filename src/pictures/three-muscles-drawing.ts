import { palette } from './palette.js';
import { arrowAt, card, frame } from './picture-frame.js';

/*
 * The hips from behind, three times, from the outermost muscle to the deepest: maximus, medius, minimus.
 * Paths are the right half around x = 0, the middle of the body; the left half is their mirror image.
 */
const body =
  'M0 -40H52C46 -14 52 10 66 34C80 58 86 88 82 122C78 166 74 206 70 250H12C10 206 8 176 4 150C3 144 1 141 0 141Z';
const sacrum = 'M0 38H15C19 40 19 46 17 54C14 70 8 86 2 97H0Z';
const hipBone =
  'M17 42C18 26 32 14 46 16C58 18 66 30 65 45C64 58 58 66 57 76C57 86 52 94 45 98' +
  'C43 108 38 122 31 128C24 131 20 124 22 115C24 108 26 104 25 99C16 102 9 106 3 109C1 107 1 104 3 102C12 96 22 90 27 82C24 74 18 62 17 42Z';
const thighBone =
  'M44 84C50 79 57 81 59 87C62 84 68 85 69 91C70 99 67 108 65 118C61 150 56 206 51 262H40C46 190 51 152 54 122C55 112 55 104 53 99C48 101 42 99 41 93C41 89 42 86 44 84Z';

const muscles = [
  {
    colour: palette.muscle,
    shape:
      'M5 62C7 48 14 34 25 27C37 34 55 58 64 82C69 98 71 122 68 150C67 158 62 160 59 153C55 143 45 137 33 133C19 128 6 116 3 98C2 86 3 74 5 62Z',
    fibres: 'M14 52C30 70 50 102 63 142M10 74C24 90 42 112 60 134M25 42C40 58 58 88 66 120M9 96C18 108 30 118 46 127',
  },
  {
    colour: palette.medius,
    shape:
      'M22 34C30 17 43 11 53 16C64 21 69 36 66 52C67 66 69 80 69 92C68 98 61 98 58 92C50 80 34 64 25 50C21 45 20 39 22 34Z',
    fibres: 'M31 31C42 46 55 66 62 86M44 23C52 40 60 62 65 86M57 25C61 42 66 64 67 84',
  },
  {
    colour: palette.minimus,
    shape: 'M32 52C38 43 51 41 59 47C64 54 65 68 68 82C70 91 63 95 59 89C52 80 42 70 34 62C31 59 30 56 32 52Z',
    fibres: 'M41 56C50 66 58 76 63 86M52 52C58 62 63 74 66 84',
  },
] as const;

const tile = { width: 132, height: 218, top: 20 } as const;

/** Three panels, each with as many dots below as layers deep; no letters. Muscles above the shown one are dashed. */
export function drawThreeMuscles(): string {
  const columns = [91, 260, 429];
  const window = `<clipPath id="window"><rect x="${-tile.width / 2}" y="0" width="${tile.width}" height="${tile.height}" rx="14"/></clipPath>`;
  const content = columns.map(
    (x, layer) =>
      `<g transform="translate(${x} ${tile.top})"><g clip-path="url(#window)">` +
      `<rect x="${-tile.width / 2}" y="0" width="${tile.width}" height="${tile.height}" fill="${palette.mat}"/>` +
      `<g transform="translate(0 30) scale(0.8)">${mirrored(halfWith(layer))}</g></g>${dots(layer)}</g>`,
  );
  return card(window + content.join('') + arrowAt(175.5, 120) + arrowAt(344.5, 120));
}

function halfWith(layer: number): string {
  const muscle = muscles[layer];
  if (!muscle) return '';
  const bone = `fill="${palette.bone}" stroke="${palette.boneEdge}" stroke-width="1.6" stroke-linejoin="round"`;
  const above = muscles
    .slice(0, layer)
    .map(
      ({ shape, colour }) =>
        `<path d="${shape}" fill="none" stroke="${colour}" stroke-width="1.8" stroke-dasharray="3 4" stroke-linecap="round"/>`,
    );
  return (
    `<path d="${body}" fill="${palette.far}"/>` +
    [thighBone, hipBone, sacrum].map((d) => `<path d="${d}" ${bone}/>`).join('') +
    `<path d="${muscle.shape}" fill="${muscle.colour}" stroke="${palette.card}" stroke-width="1.6"/>` +
    `<path d="${muscle.fibres}" fill="none" stroke="${palette.card}" stroke-opacity="0.55" stroke-width="1.6" stroke-linecap="round"/>` +
    above.join('')
  );
}

function mirrored(half: string): string {
  return `${half}<g transform="scale(-1 1)">${half}</g>${vertebrae()}`;
}

function vertebrae(): string {
  return [-34, -16, 2, 20]
    .map(
      (y) =>
        `<rect x="-11" y="${y}" width="22" height="14" rx="5" fill="${palette.bone}" stroke="${palette.boneEdge}" stroke-width="1.6"/>`,
    )
    .join('');
}

function dots(layer: number): string {
  const colour = muscles[layer]?.colour ?? '';
  return Array.from(
    { length: layer + 1 },
    (_, i) => `<circle cx="${(i - layer / 2) * 15}" cy="${frame.height - tile.top - 22}" r="4.6" fill="${colour}"/>`,
  ).join('');
}
