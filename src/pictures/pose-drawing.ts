import { hullOf, pathThrough, type Place } from './disc-hull.js';
import { motionArrow } from './motion-arrow.js';
import { palette } from './palette.js';
import { arrowAt, card, cardHeight, frame, panelsOf, room, type Panel } from './picture-frame.js';
import { cameraOf, figureSeen, type Disc, type SeenFigure } from './pose-camera.js';
import { ballNamed, figureOf } from './pose-figure.js';
import { layersOf, muscleShape, type Layer } from './pose-layers.js';
import { poseBetween, positionsOf } from './pose-positions.js';
import { drawBand, drawMat, drawStep, groundCorners, groundUnder, stepCorners, type Placing } from './pose-props.js';
import type { PoseFile, PosePicture } from './poses.schema.js';

const largestScale = 150;

/** Start and end side by side on one card, as an SVG text. The same data always give the same text. */
export function drawExercise(picture: PosePicture, file: Pick<PoseFile, 'figure' | 'views'>): string {
  const view = file.views[picture.view];
  if (!view) throw new Error(`poses: no view is called ${picture.view}`);
  const camera = cameraOf(view);
  const { start, end } = positionsOf(picture);
  const figureAt = (share: number) => figureOf(poseBetween(start, end, share), file.figure, picture.anchor);
  const seenAt = (share: number): SeenFigure => figureSeen(figureAt(share), camera);
  const corners = picture.mat ? groundCorners(groundUnder([figureAt(0), figureAt(1)], picture.step), camera) : [];
  const step = picture.step;
  const props = [...corners, ...(step ? [0, step.height].flatMap((height) => stepCorners(step, camera, height)) : [])];
  const ways = picture.motion.map(({ point, shift, from, to }) =>
    Array.from({ length: 25 }, (_, i): Place => {
      const { x, y } = camera.see(ballNamed(figureAt(from + ((to - from) * i) / 24), point).at);
      return { x: x + shift[0], y: y - shift[1] };
    }),
  );
  const roomFor = (places: Place[], radius: number) => places.map((at) => ({ ...at, radius }));
  const everything = [
    ...discsOf(seenAt(0)),
    ...discsOf(seenAt(1)),
    ...roomFor(props, 0.04),
    ...roomFor(ways.flat(), 0.07),
  ];

  const bounds = boundsOf(everything);
  const scale = scaleOf(bounds);
  // People lying down need a low card: no empty room above and below them.
  const height = (bounds.bottom - bounds.top) * scale;
  const panels = panelsOf(height);

  const drawPanel = (share: 0 | 1, panel: Panel): string => {
    const place = placingIn(panel, bounds, scale);
    const seen = seenAt(share);
    return (
      (corners.length > 0 ? drawMat(corners, place) : '') +
      (step ? drawStep(step, camera, place) : '') +
      drawBody(seen, picture, share === 0 ? 'start' : 'end', place, scale) +
      (picture.band ? drawBand(picture.band, seen, place, scale) : '') +
      (share === 1 ? ways.map((way) => motionArrow(way.map(place))).join('') : '')
    );
  };
  const tall = cardHeight(height);
  return card(drawPanel(0, panels.start) + drawPanel(1, panels.end) + arrowAt(frame.width / 2, tall / 2), tall);
}

function drawBody(
  seen: SeenFigure,
  picture: PosePicture,
  position: 'start' | 'end',
  place: Placing,
  scale: number,
): string {
  const outline = (discs: Disc[]): string =>
    pathThrough(hullOf(discs.map((disc) => ({ ...place(disc), radius: disc.radius * scale }))));
  const layers = layersOf(seen, picture.near, picture[position].inFront);
  const trunkAt = layers.findIndex(({ name }) => name === 'trunk');
  const withTrunk = (layer: Layer): string =>
    [...layer.shapes, ...(layers[trunkAt]?.shapes ?? [])].map(outline).join('');
  // What lies on two parts at once reaches no farther than both.
  const within = (layer: Layer, key: string, content: string): string =>
    `<clipPath id="${position}${key}"><path d="${withTrunk(layer)}"/></clipPath><g clip-path="url(#${position}${key})">${content}</g>`;

  const drawLayer = (layer: Layer, index: number): string => {
    const d = layer.shapes.map(outline).join('');
    const hair = layer.name === 'head' ? drawHair(seen, outline) : { behind: '', before: '' };
    // A limb before the trunk in the trunk's own tone grows out of it: no outline around hip and shoulder.
    const joint =
      layer.root && layer.tone === 'near' && index > trunkAt
        ? within(
            layer,
            `j${index}`,
            `<path d="${outline([{ ...layer.root, radius: layer.root.radius + 3.5 / scale }])}" fill="${palette.near}"/>`,
          )
        : '';
    return (
      `<path d="${d}" fill="none" stroke="${palette.card}" stroke-width="4" stroke-linejoin="round"/>` +
      hair.behind +
      `<path d="${d}" fill="${palette[layer.tone]}"/>` +
      joint +
      hair.before
    );
  };
  // A muscle lies on trunk and thigh: it is laid on as soon as both are there.
  const musclesAfter = (index: number): string =>
    picture.works
      .map((work, i) => {
        const leg = layers.findIndex(({ name }) => name === `${work.side} leg`);
        const layer = layers[leg];
        if (!layer || index !== Math.max(leg, trunkAt)) return '';
        return within(layer, `m${i}`, `<path d="${outline(muscleShape(seen, work))}" fill="${palette.muscle}"/>`);
      })
      .join('');
  return layers.map((layer, index) => drawLayer(layer, index) + musclesAfter(index)).join('');
}

/** Hair covers what of the head points away from the face: behind the face, or before it when seen from the back. */
function drawHair({ head }: SeenFigure, outline: (discs: Disc[]) => string): { behind: string; before: string } {
  const tail = `<path d="${outline([head.tailRoot, head.tailMiddle])}${outline([head.tailMiddle, head.tailTip])}" fill="${palette.hair}"/>`;
  const cap = `<path d="${outline([head.hair])}" fill="${palette.hair}"/>`;
  return head.tailRoot.depth > head.skull.depth + 0.03
    ? { behind: '', before: cap + tail }
    : { behind: tail + cap, before: '' };
}

function discsOf(seen: SeenFigure): Disc[] {
  return [...Object.values(seen.left), ...Object.values(seen.right), ...Object.values(seen.head)];
}

interface Bounds {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function boundsOf(discs: readonly { x: number; y: number; radius: number }[]): Bounds {
  return {
    left: Math.min(...discs.map(({ x, radius }) => x - radius)),
    right: Math.max(...discs.map(({ x, radius }) => x + radius)),
    top: Math.min(...discs.map(({ y, radius }) => y - radius)),
    bottom: Math.max(...discs.map(({ y, radius }) => y + radius)),
  };
}

/** Picture units a metre: one scale for both positions. */
function scaleOf({ left, right, top, bottom }: Bounds): number {
  return Math.min(room.width / (right - left), room.height / (bottom - top), largestScale);
}

/** The same spot of the floor in the same spot of the panel. */
function placingIn(panel: Panel, { left, right, top, bottom }: Bounds, scale: number): Placing {
  const shiftX = panel.left + (panel.width - (left + right) * scale) / 2;
  const shiftY = panel.top + (panel.height - (top + bottom) * scale) / 2;
  return ({ x, y }) => ({ x: shiftX + x * scale, y: shiftY + y * scale });
}
