import type { Ball, Half, HeadPoint } from './body-parts.js';
import type { Figure } from './pose-figure.js';
import type { Side } from './joints.schema.js';
import type { PoseView } from './poses.schema.js';
import { dot, type Vector } from './rotation.js';

/** A ball as the onlooker sees it: metres, x to the right, y downwards; a larger depth is nearer. */
export type Disc = { x: number; y: number; radius: number; depth: number };
export type SeenFigure = Record<Side, Record<keyof Half, Disc>> & { head: Record<HeadPoint, Disc> };
export type Camera = { see: (at: Vector) => { x: number; y: number; depth: number } };

/**
 * Looks at the figure from far away (parallel rays): a bone that points at the onlooker looks shorter by the cosine
 * of its angle and by nothing else. Azimuth 0 looks at the figure's right side, 90 at its face, -90 at its back;
 * elevation looks down from above.
 */
export function cameraOf({ azimuth, elevation }: PoseView): Camera {
  const a = (azimuth * Math.PI) / 180;
  const e = (elevation * Math.PI) / 180;
  const right: Vector = [Math.cos(a), 0, -Math.sin(a)];
  const up: Vector = [-Math.sin(a) * Math.sin(e), Math.cos(e), -Math.cos(a) * Math.sin(e)];
  const towards: Vector = [Math.sin(a) * Math.cos(e), Math.sin(e), Math.cos(a) * Math.cos(e)];
  return { see: (at) => ({ x: dot(at, right), y: -dot(at, up), depth: dot(at, towards) }) };
}

export function figureSeen(figure: Figure, camera: Camera): SeenFigure {
  const seen = <P extends string>(part: Record<P, Ball>): Record<P, Disc> =>
    Object.fromEntries(
      Object.entries<Ball>(part).map(([name, { at, radius }]) => [name, { ...camera.see(at), radius }]),
    ) as Record<P, Disc>;
  return { left: seen(figure.left), right: seen(figure.right), head: seen(figure.head) };
}
