import type { ArmAngles, LegAngles, Side } from './joints.schema.js';
import type { FigureSizes, SidePoint } from './poses.schema.js';
import { sum, turnAbout, turned, turnsInOrder, type Rotation, type Vector } from './rotation.js';

/** A point of the body and how thick the body is there (radius, metres). */
export type Ball = { at: Vector; radius: number };
/** What gives limbs their shape and muscles their place, beside the points a pose file may name. */
type InnerPoint =
  | 'thighMiddle'
  | 'calf'
  | 'sacrum'
  | 'seat'
  | 'thighBone'
  | 'crestFront'
  | 'crestBack'
  | 'trochanter'
  | 'groin'
  | 'thighFront';
export type Half = Record<SidePoint | InnerPoint, Ball>;
export type HeadPoint =
  'neck' | 'nape' | 'skull' | 'chin' | 'nose' | 'bridge' | 'hair' | 'tailRoot' | 'tailMiddle' | 'tailTip';
/** A place on the skeleton and which way it is turned there. */
export type Frame = { origin: Vector; rotation: Rotation };
export const pointIn = (frame: Frame, x: number, y: number, z: number): Vector =>
  sum(frame.origin, turned(frame.rotation, [x, y, z]));
export const frameAt = (frame: Frame, at: Vector, ...turns: Rotation[]): Frame => ({
  origin: at,
  rotation: turnsInOrder(frame.rotation, ...turns),
});

/** Leg and arm of one side, from the pelvis and the chest outwards. */
export function halfOf(
  side: Side,
  pelvis: Frame,
  chest: Frame,
  leg: LegAngles,
  arm: ArmAngles,
  sizes: FigureSizes,
): Half {
  const { lengths: long, thicknesses: thick } = sizes;
  // The left half mirrors the right one: what opens outwards turns the other way.
  const out = side === 'right' ? 1 : -1;
  const threeTurns = (flexion: number, abduction: number, rotation: number): Rotation[] => [
    turnAbout('z', flexion),
    turnAbout('x', -out * abduction),
    turnAbout('y', -out * rotation),
  ];
  const hip = pointIn(pelvis, 0, 0, out * long.hipHalfWidth);
  const thigh = frameAt(pelvis, hip, ...threeTurns(leg.hipFlexion, leg.hipAbduction, leg.hipRotation));
  const shin = frameAt(thigh, pointIn(thigh, 0, -long.thigh, 0), turnAbout('z', -leg.knee));
  const foot = frameAt(shin, pointIn(shin, 0, -long.shin, 0), turnAbout('z', leg.ankle));
  const sole = -long.ankleHeight;
  const toes = frameAt(foot, pointIn(foot, long.ballBeforeAnkle, sole + thick.ball, 0), turnAbout('z', leg.toes));
  const shoulder = pointIn(chest, 0, long.chest - 0.05, out * long.shoulderHalfWidth);
  const upperArm = frameAt(
    chest,
    shoulder,
    ...threeTurns(arm.shoulderFlexion, arm.shoulderAbduction, arm.shoulderRotation),
  );
  const forearm = frameAt(upperArm, pointIn(upperArm, 0, -long.upperArm, 0), turnAbout('z', arm.elbow));
  const hand = frameAt(forearm, pointIn(forearm, 0, -long.forearm, 0), turnAbout('z', arm.wrist));
  const ball = (at: Vector, radius: number): Ball => ({ at, radius });
  return {
    hip: ball(hip, thick.hip),
    buttock: ball(pointIn(pelvis, -0.038, 0.005, out * 0.068), thick.buttock),
    flank: ball(pointIn(pelvis, 0, long.pelvis, out * 0.052), thick.flank),
    ribs: ball(pointIn(chest, 0, long.chest * 0.6, out * 0.075), thick.ribs),
    shoulder: ball(shoulder, thick.shoulder),
    elbow: ball(forearm.origin, thick.elbow),
    wrist: ball(hand.origin, thick.wrist),
    fingers: ball(pointIn(hand, 0, -long.hand, 0), thick.fingers),
    knee: ball(shin.origin, thick.knee),
    ankle: ball(foot.origin, thick.ankle),
    heel: ball(pointIn(foot, -long.heelBehindAnkle, sole + thick.heel, 0), thick.heel),
    ball: ball(toes.origin, thick.ball),
    toe: ball(pointIn(toes, long.toes, thick.toe - thick.ball, 0), thick.toe),
    thighMiddle: ball(pointIn(thigh, 0.012, -long.thigh * 0.42, 0), thick.knee * 1.36),
    calf: ball(pointIn(shin, -0.014, -long.shin * 0.3, 0), thick.knee * 0.98),
    sacrum: ball(pointIn(pelvis, -0.08, 0.085, out * 0.035), 0.045),
    seat: ball(pointIn(pelvis, -0.072, 0.0, out * 0.075), 0.066),
    thighBone: ball(pointIn(thigh, -0.025, -0.12, out * 0.045), 0.036),
    crestFront: ball(pointIn(pelvis, 0.025, 0.1, out * 0.095), 0.04),
    crestBack: ball(pointIn(pelvis, -0.055, 0.1, out * 0.09), 0.04),
    trochanter: ball(pointIn(thigh, -0.01, -0.03, out * 0.06), 0.035),
    groin: ball(pointIn(pelvis, 0.05, 0.09, out * 0.05), 0.048),
    thighFront: ball(pointIn(thigh, 0.052, -0.17, out * 0.01), 0.03),
  };
}

export function headOf(head: Frame, { lengths: long, thicknesses: thick }: FigureSizes): Record<HeadPoint, Ball> {
  const middle = long.neck + thick.skull * 0.75;
  const ball = (x: number, y: number, radius: number): Ball => ({ at: pointIn(head, x, y, 0), radius });
  const tailRoot = ball(-thick.skull * 0.98, middle + 0.055, 0.03);
  const tailMiddle = {
    at: sum(pointIn(head, -thick.skull * 1.45, middle + 0.05, 0), [0, -0.04, 0] as const),
    radius: 0.036,
  };
  return {
    neck: ball(-0.005, -0.02, thick.neck),
    nape: ball(0.003, long.neck * 0.3, thick.neck * 0.95),
    skull: ball(0.02, middle, thick.skull),
    chin: ball(0.045, middle - thick.skull * 0.55, thick.skull * 0.55),
    nose: ball(0.02 + thick.skull * 1.0, middle - 0.022, 0.019),
    bridge: ball(0.02 + thick.skull * 0.8, middle + 0.005, 0.03),
    hair: ball(-0.014, middle + 0.026, thick.skull * 1.05),
    tailRoot,
    tailMiddle,
    // The ponytail hangs, however the head is held.
    tailTip: { at: sum(tailMiddle.at, [0, -0.11, 0]), radius: 0.012 },
  };
}
