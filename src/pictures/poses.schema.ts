import { z } from 'zod';
import { arm, between, leg, neck, spine, trunk } from './joints.schema.js';

/** Points of the figure that a pose file may name, such as `right knee`. */
export const sidePoints = [
  'hip',
  'buttock',
  'flank',
  'ribs',
  'shoulder',
  'elbow',
  'wrist',
  'fingers',
  'knee',
  'ankle',
  'heel',
  'ball',
  'toe',
] as const;

export const pointName = z.templateLiteral([z.enum(['left', 'right']), ' ', z.enum(sidePoints)]);

const length = between(0.005, 0.6);

const legs = z.strictObject({ both: leg.partial(), left: leg.partial(), right: leg.partial() }).partial();
const arms = z.strictObject({ both: arm.partial(), left: arm.partial(), right: arm.partial() }).partial();

const touching = z.strictObject({ floor: z.array(pointName).default([]), step: z.array(pointName).default([]) });
const position = z.strictObject({
  trunk: trunk.partial().optional(),
  spine: spine.partial().optional(),
  neck: neck.partial().optional(),
  legs: legs.optional(),
  arms: arms.optional(),
  touching,
  inFront: z
    .array(z.enum(['left arm', 'right arm', 'left hand', 'right hand', 'left leg', 'right leg', 'trunk', 'head']))
    .default([])
    .describe('parts that depth alone would put behind others'),
});

const box = z.strictObject({
  from: z.tuple([z.number(), z.number()]),
  to: z.tuple([z.number(), z.number()]),
  height: between(0.1, 0.5),
});

const picture = z.strictObject({
  view: z.string(),
  near: z.enum(['left', 'right', 'both']).describe('the side drawn in the darker tone'),
  works: z
    .array(z.strictObject({ muscle: z.enum(['maximus', 'medius', 'hip-flexor']), side: z.enum(['left', 'right']) }))
    .min(1),
  anchor: z
    .strictObject({ point: pointName, height: between(0, 0.5).default(0) })
    .describe('stays where it is in both positions'),
  steps: z
    .enum(['left', 'right'])
    .optional()
    .describe('the foot that is set down elsewhere; every other contact stays put'),
  step: box.optional(),
  band: z.enum(['knees', 'ankles']).optional(),
  mat: z.boolean().default(true),
  motion: z
    .array(
      z.strictObject({
        point: pointName,
        shift: z
          .tuple([z.number(), z.number()])
          .default([0, 0])
          .describe('metres to the right and up as the onlooker sees them, so that the arrow runs beside the limb'),
        from: between(0, 1).default(0),
        to: between(0, 1).default(1),
      }),
    )
    .default([]),
  start: position,
  end: position.describe('names only what differs from the start'),
});

const lengths = z.strictObject({
  hipHalfWidth: length,
  pelvis: length,
  chest: length,
  shoulderHalfWidth: length,
  neck: length,
  thigh: length,
  shin: length,
  ankleHeight: length,
  heelBehindAnkle: length,
  ballBeforeAnkle: length,
  toes: length,
  upperArm: length,
  forearm: length,
  hand: length,
});
const thicknesses = z.strictObject({
  hip: length,
  buttock: length,
  flank: length,
  ribs: length,
  shoulder: length,
  elbow: length,
  wrist: length,
  fingers: length,
  knee: length,
  ankle: length,
  heel: length,
  ball: length,
  toe: length,
  neck: length,
  skull: length,
});

export const poseFile = z
  .strictObject({
    figure: z.strictObject({ lengths, thicknesses }),
    views: z.record(z.string(), z.strictObject({ azimuth: between(-180, 180), elevation: between(0, 60) })),
    pictures: z.record(z.string().regex(/^[a-z]+(-[a-z]+)*$/), picture),
  })
  .superRefine((file, context) => {
    for (const [name, { view }] of Object.entries(file.pictures)) {
      if (!(view in file.views))
        context.addIssue({ code: 'custom', path: ['pictures', name, 'view'], message: `no view is called ${view}` });
    }
  });

export type PoseFile = z.infer<typeof poseFile>;
export type PosePicture = z.infer<typeof picture>;
export type PoseView = PoseFile['views'][string];
export type FigureSizes = PoseFile['figure'];
export type PointName = z.infer<typeof pointName>;
export type SidePoint = (typeof sidePoints)[number];
export type PositionData = z.infer<typeof position>;
