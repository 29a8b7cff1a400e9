import { hullOf, pathThrough, type Place } from './disc-hull.js';
import { palette } from './palette.js';
import type { Camera, SeenFigure } from './pose-camera.js';
import type { Figure } from './pose-figure.js';
import type { PosePicture } from './poses.schema.js';

/** From metres as the onlooker sees them to picture units. */
export type Placing = (seen: Place) => Place;
export type Ground = { x: [number, number]; z: [number, number] };

/** The part of the floor that both positions and the step use, with a margin: one mat for both panels. */
export function groundUnder(figures: readonly Figure[], step: PosePicture['step']): Ground {
  const low = figures
    .flatMap(({ left, right, head }) => [...Object.values(left), ...Object.values(right), ...Object.values(head)])
    .filter(({ at, radius }) => at[1] - radius < 0.12);
  const span = (axis: 0 | 2): [number, number] => {
    const edges = low.flatMap(({ at, radius }) => [at[axis] - radius, at[axis] + radius]);
    if (step) edges.push(step.from[axis === 0 ? 0 : 1], step.to[axis === 0 ? 0 : 1]);
    return [Math.min(...edges) - 0.05, Math.max(...edges) + 0.05];
  };
  return { x: span(0), z: span(2) };
}

export function groundCorners({ x, z }: Ground, camera: Camera): Place[] {
  return [
    camera.see([x[0], 0, z[0]]),
    camera.see([x[1], 0, z[0]]),
    camera.see([x[1], 0, z[1]]),
    camera.see([x[0], 0, z[1]]),
  ];
}

export function drawMat(corners: readonly Place[], place: Placing): string {
  const d = pathThrough(corners.map(place));
  return (
    `<path d="${d}" transform="translate(0 3)" fill="${palette.matEdge}" stroke="${palette.matEdge}" stroke-width="8" stroke-linejoin="round"/>` +
    `<path d="${d}" fill="${palette.mat}" stroke="${palette.mat}" stroke-width="8" stroke-linejoin="round"/>`
  );
}

export function stepCorners(step: NonNullable<PosePicture['step']>, camera: Camera, height: number): Place[] {
  const { from, to } = step;
  return [
    camera.see([from[0], height, from[1]]),
    camera.see([to[0], height, from[1]]),
    camera.see([to[0], height, to[1]]),
    camera.see([from[0], height, to[1]]),
  ];
}

export function drawStep(step: NonNullable<PosePicture['step']>, camera: Camera, place: Placing): string {
  const top = stepCorners(step, camera, step.height).map(place);
  const bottom = stepCorners(step, camera, 0).map(place);
  const round = (places: Place[], colour: string): string =>
    `<path d="${pathThrough(places)}" fill="${colour}" stroke="${colour}" stroke-width="4" stroke-linejoin="round"/>`;
  const silhouette = hullOf([...top, ...bottom].map((at) => ({ ...at, radius: 0.1 })));
  return round(silhouette, palette.box) + round(top, palette.boxTop);
}

/** A mini-band around both legs, as the onlooker sees its near strip. */
export function drawBand(where: 'knees' | 'ankles', seen: SeenFigure, place: Placing, scale: number): string {
  const ends = (['left', 'right'] as const).map((side) => {
    const { hip, knee, ankle } = seen[side];
    const [a, b, share] = where === 'knees' ? [hip, knee, 0.85] : [knee, ankle, 0.86];
    return {
      x: a.x + (b.x - a.x) * share,
      y: a.y + (b.y - a.y) * share,
      radius: a.radius + (b.radius - a.radius) * share,
    };
  });
  const [a, b] = ends;
  if (!a || !b) return '';
  const apart = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const way = { x: (b.x - a.x) / apart, y: (b.y - a.y) / apart };
  const from = place({ x: a.x - way.x * a.radius, y: a.y - way.y * a.radius });
  const to = place({ x: b.x + way.x * b.radius, y: b.y + way.y * b.radius });
  return `<path d="${pathThrough([from, to], false)}" stroke="${palette.band}" stroke-width="${(0.042 * scale).toFixed(2)}" stroke-linecap="round"/>`;
}
