import { pathThrough, type Place } from './disc-hull.js';
import { palette } from './palette.js';

/** An arrow along the way that a point of the body takes; empty when it hardly moves. */
export function motionArrow(way: readonly Place[]): string {
  const tip = way.at(-1);
  if (!tip) return '';
  const head = 11;
  // The head points the way of the last stretch as long as itself, so that a short last step does not twist it.
  const shaft = way.filter((place) => Math.hypot(place.x - tip.x, place.y - tip.y) > head * 0.8);
  const neck = shaft.at(-1);
  if (!neck || shaft.length < 2) return '';
  const length = Math.hypot(tip.x - neck.x, tip.y - neck.y);
  const along = { x: (tip.x - neck.x) / length, y: (tip.y - neck.y) / length };
  const wing = (side: 1 | -1): Place => ({
    x: tip.x - along.x * head - side * along.y * head * 0.62,
    y: tip.y - along.y * head + side * along.x * head * 0.62,
  });
  const stroke = (colour: string, width: number): string =>
    `<path d="${pathThrough(shaft, false)}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>` +
    `<path d="${pathThrough([tip, wing(1), wing(-1)])}" fill="${colour}" stroke="${colour}" stroke-width="${width - 2}" stroke-linejoin="round"/>`;
  return stroke(palette.card, 8) + stroke(palette.motion, 4.5);
}
