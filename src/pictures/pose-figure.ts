import { frameAt, halfOf, headOf, pointIn, type Ball, type Half, type HeadPoint } from './body-parts.js';
import type { Pose, Side } from './joints.schema.js';
import type { FigureSizes, PointName, PosePicture, SidePoint } from './poses.schema.js';
import { sum, turnAbout, unturned, type Vector } from './rotation.js';

/** A whole body. */
export type Figure = { left: Half; right: Half; head: Record<HeadPoint, Ball> };

/**
 * The body in space, by forward kinematics: each bone starts where the one before it ends and only ever turns,
 * so its length is the same in every pose. Stands with the anchor at x = z = 0, touching the height the anchor states.
 */
export function figureOf(pose: Pose, sizes: FigureSizes, anchor: PosePicture['anchor']): Figure {
  const { trunk, spine, neck } = pose;
  const pelvis = frameAt(
    { origin: [0, 0, 0], rotation: unturned },
    [0, 0, 0],
    turnAbout('y', trunk.heading),
    turnAbout('z', -trunk.pitch),
    turnAbout('x', trunk.roll),
  );
  const chest = frameAt(
    pelvis,
    pointIn(pelvis, 0, sizes.lengths.pelvis, 0),
    turnAbout('z', -spine.bend),
    turnAbout('x', spine.side),
    turnAbout('y', -spine.twist),
  );
  const head = frameAt(
    chest,
    pointIn(chest, 0.005, sizes.lengths.chest, 0),
    turnAbout('z', -neck.bend),
    turnAbout('x', neck.side),
    turnAbout('y', -neck.turn),
  );
  const floating: Figure = {
    left: halfOf('left', pelvis, chest, pose.legs.left, pose.arms.left, sizes),
    right: halfOf('right', pelvis, chest, pose.legs.right, pose.arms.right, sizes),
    head: headOf(head, sizes),
  };
  const held = ballNamed(floating, anchor.point);
  return tailOnFloor(movedBy(floating, [-held.at[0], anchor.height + held.radius - held.at[1], -held.at[2]]));
}

export function ballNamed(figure: Figure, name: PointName): Ball {
  const [side, point] = name.split(' ') as [Side, SidePoint];
  return figure[side][point];
}

/** Hair gives way to the floor; the rest of the body must not need to. */
function tailOnFloor(figure: Figure): Figure {
  const lifted = ({ at: [x, y, z], radius }: Ball): Ball => ({ at: [x, Math.max(y, radius), z], radius });
  const { hair, tailRoot, tailMiddle, tailTip } = figure.head;
  return {
    ...figure,
    head: {
      ...figure.head,
      hair: lifted(hair),
      tailRoot: lifted(tailRoot),
      tailMiddle: lifted(tailMiddle),
      tailTip: lifted(tailTip),
    },
  };
}

function movedBy(figure: Figure, way: Vector): Figure {
  const moved = <P extends string>(part: Record<P, Ball>): Record<P, Ball> =>
    Object.fromEntries(
      Object.entries<Ball>(part).map(([name, { at, radius }]) => [name, { at: sum(at, way), radius }]),
    ) as Record<P, Ball>;
  return { left: moved(figure.left), right: moved(figure.right), head: moved(figure.head) };
}
