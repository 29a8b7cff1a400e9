import { z } from 'zod';

/** A number of a range that includes both ends. */
export const between = (least: number, most: number) => z.number().min(least).max(most);
/** What a healthy, ordinarily mobile runner can do, in degrees. 0 everywhere is standing upright with hanging arms. */
export const leg = z.strictObject({
  hipFlexion: between(-25, 130),
  hipAbduction: between(-25, 65).describe('a bent hip opens to 65, a straight one to 45'),
  hipRotation: between(-40, 60).describe('outwards is positive'),
  knee: between(0, 150).describe('a knee only bends backwards: never below 0'),
  ankle: between(-55, 35).describe('toes towards the shin is positive'),
  toes: between(0, 70).describe('bent upwards, as in a lunge behind'),
});
export const arm = z.strictObject({
  shoulderFlexion: between(-50, 180),
  shoulderAbduction: between(-35, 180),
  shoulderRotation: between(-90, 100).describe('outwards is positive'),
  elbow: between(0, 150).describe('an elbow only bends forwards: never below 0'),
  wrist: between(-80, 90).describe('back of the hand towards the forearm is positive'),
});
export const spine = z.strictObject({ bend: between(-25, 60), side: between(-35, 35), twist: between(-40, 40) });
export const neck = z.strictObject({ bend: between(-50, 50), side: between(-45, 45), turn: between(-70, 70) });
/** How the pelvis lies in space: nothing anatomical, so any angle. */
export const trunk = z.strictObject({
  heading: between(-180, 180),
  pitch: between(-180, 180),
  roll: between(-180, 180),
});

export type LegAngles = z.infer<typeof leg>;
export type ArmAngles = z.infer<typeof arm>;
export type Side = 'left' | 'right';

/** Every joint of a body, with no gaps. */
export type Pose = {
  trunk: z.infer<typeof trunk>;
  spine: z.infer<typeof spine>;
  neck: z.infer<typeof neck>;
  legs: Record<Side, LegAngles>;
  arms: Record<Side, ArmAngles>;
};
