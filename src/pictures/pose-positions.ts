import type { Pose, Side } from './joints.schema.js';
import type { PosePicture, PositionData } from './poses.schema.js';

const straightLeg = { hipFlexion: 0, hipAbduction: 0, hipRotation: 0, knee: 0, ankle: 0, toes: 0 };
const hangingArm = { shoulderFlexion: 0, shoulderAbduction: 0, shoulderRotation: 0, elbow: 0, wrist: 0 };
const standing: Pose = {
  trunk: { heading: 0, pitch: 0, roll: 0 },
  spine: { bend: 0, side: 0, twist: 0 },
  neck: { bend: 0, side: 0, turn: 0 },
  legs: { left: straightLeg, right: straightLeg },
  arms: { left: hangingArm, right: hangingArm },
};

/** Both positions with every joint filled in: the start over standing upright, the end over the start. */
export function positionsOf(picture: Pick<PosePicture, 'start' | 'end'>): { start: Pose; end: Pose } {
  const start = changed(standing, picture.start);
  return { start, end: changed(start, picture.end) };
}

/** The pose on the way, joint by joint; share 0 is the start, 1 the end. Arrows follow these. */
export function poseBetween(start: Pose, end: Pose, share: number): Pose {
  const limbs = <A extends Record<string, number>>(a: Record<Side, A>, b: Record<Side, A>): Record<Side, A> => ({
    left: mixed(a.left, b.left, share),
    right: mixed(a.right, b.right, share),
  });
  return {
    trunk: mixed(start.trunk, end.trunk, share),
    spine: mixed(start.spine, end.spine, share),
    neck: mixed(start.neck, end.neck, share),
    legs: limbs(start.legs, end.legs),
    arms: limbs(start.arms, end.arms),
  };
}

function changed(pose: Pose, by: PositionData): Pose {
  return {
    trunk: { ...pose.trunk, ...by.trunk },
    spine: { ...pose.spine, ...by.spine },
    neck: { ...pose.neck, ...by.neck },
    legs: {
      left: { ...pose.legs.left, ...by.legs?.both, ...by.legs?.left },
      right: { ...pose.legs.right, ...by.legs?.both, ...by.legs?.right },
    },
    arms: {
      left: { ...pose.arms.left, ...by.arms?.both, ...by.arms?.left },
      right: { ...pose.arms.right, ...by.arms?.both, ...by.arms?.right },
    },
  };
}

function mixed<A extends Record<string, number>>(a: A, b: A, share: number): A {
  const entries = Object.entries(a).map(([joint, from]) => [joint, from + ((b[joint] ?? from) - from) * share]);
  return Object.fromEntries(entries) as A;
}
