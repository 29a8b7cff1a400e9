import type { Disc, SeenFigure } from './pose-camera.js';
import type { Side } from './joints.schema.js';
import type { PosePicture, PositionData } from './poses.schema.js';

/** One part of the body, drawn in one go: its capsules share a tone and an outline, and grow out of the trunk at the root. */
export type Layer = { name: LayerName; tone: 'near' | 'far' | 'face'; shapes: Disc[][]; root: Disc | null };
export type LayerName = 'trunk' | 'head' | `${Side} ${'leg' | 'arm' | 'hand'}`;

/** The parts from the farthest to the nearest, as a painter lays them; `inFront` lifts the named ones to the top. */
export function layersOf(seen: SeenFigure, near: PosePicture['near'], inFront: PositionData['inFront']): Layer[] {
  const layers: Layer[] = [
    { name: 'trunk', tone: 'near', shapes: trunkShapes(seen), root: null },
    {
      name: 'head',
      tone: 'face',
      shapes: [
        [seen.head.skull, seen.head.chin],
        [seen.head.bridge, seen.head.nose],
      ],
      root: null,
    },
  ];
  for (const side of ['left', 'right'] as const) {
    const tone = near === side || near === 'both' ? 'near' : 'far';
    const { hip, shoulder, wrist, fingers } = seen[side];
    const hand = [[wrist, fingers]];
    // A hand that reaches round something is a part of its own, before what the arm is behind.
    const reaching = inFront.includes(`${side} hand`);
    layers.push(
      { name: `${side} leg`, tone, shapes: legShapes(seen, side), root: hip },
      { name: `${side} arm`, tone, shapes: [...armShapes(seen, side), ...(reaching ? [] : hand)], root: shoulder },
    );
    if (reaching) layers.push({ name: `${side} hand`, tone, shapes: hand, root: null });
  }
  const rank = ({ name, shapes }: Layer): number =>
    depthOf(shapes) + (inFront.includes(name) ? 10 + inFront.indexOf(name) : 0);
  return layers.sort((a, b) => rank(a) - rank(b));
}

/** The tinted patch over a muscle that works, from where it begins to where it ends. */
export function muscleShape(seen: SeenFigure, { muscle, side }: PosePicture['works'][number]): Disc[] {
  const half = seen[side];
  if (muscle === 'maximus') return [half.sacrum, half.seat, half.thighBone];
  if (muscle === 'medius') return [half.crestFront, half.crestBack, half.trochanter];
  return [half.groin, half.thighFront];
}

function trunkShapes({ left, right, head }: SeenFigure): Disc[][] {
  return [
    [left.hip, right.hip, left.buttock, right.buttock, left.flank, right.flank],
    [left.flank, right.flank, left.ribs, right.ribs],
    [left.ribs, right.ribs, left.shoulder, right.shoulder],
    [head.neck, head.nape],
  ];
}

function legShapes(seen: SeenFigure, side: Side): Disc[][] {
  const { hip, thighMiddle, knee, calf, ankle, heel, ball, toe } = seen[side];
  return [
    [hip, thighMiddle],
    [thighMiddle, knee],
    [knee, calf],
    [calf, ankle],
    [ankle, heel, ball],
    [ball, toe],
  ];
}

function armShapes(seen: SeenFigure, side: Side): Disc[][] {
  const { shoulder, elbow, wrist } = seen[side];
  return [
    [shoulder, elbow],
    [elbow, wrist],
  ];
}

function depthOf(shapes: Disc[][]): number {
  const discs = shapes.flat();
  return discs.reduce((total, { depth }) => total + depth, 0) / discs.length;
}
