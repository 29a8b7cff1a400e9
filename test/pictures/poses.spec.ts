import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { drawExercise } from '../../src/pictures/pose-drawing.js';
import { ballNamed, figureOf, type Figure } from '../../src/pictures/pose-figure.js';
import { poseBetween, positionsOf } from '../../src/pictures/pose-positions.js';
import { pixelsOf } from '../../src/pictures/pose-raster.js';
import { poseFile, sidePoints, type PointName, type PosePicture } from '../../src/pictures/poses.schema.js';
import { difference, dot, lengthOf, type Vector } from '../../src/pictures/rotation.js';
import { drawThreeMuscles } from '../../src/pictures/three-muscles-drawing.js';

const course = new URL('../../content/strong-glutes/', import.meta.url);
const written: unknown = parse(readFileSync(new URL('poses.yaml', course), 'utf8'));
const file = poseFile.parse(written);
const exercises = Object.entries(file.pictures);
const sides = ['left', 'right'] as const;
const positions = ['start', 'end'] as const;
/** Metres; a fingertip's width on the floor, under two pixels in the picture. */
const tolerance = 0.015;

function figure(picture: PosePicture, share: number): Figure {
  const { start, end } = positionsOf(picture);
  return figureOf(poseBetween(start, end, share), file.figure, picture.anchor);
}

function shareOf(position: 'start' | 'end'): number {
  return position === 'start' ? 0 : 1;
}

function boneLengths(body: Figure): Record<string, number> {
  const bones = [
    ['hip', 'knee'],
    ['knee', 'ankle'],
    ['ankle', 'heel'],
    ['ankle', 'ball'],
    ['shoulder', 'elbow'],
    ['elbow', 'wrist'],
    ['wrist', 'fingers'],
  ] as const;
  return Object.fromEntries(
    sides.flatMap((side) =>
      bones.map(([a, b]) => [`${side} ${a} to ${b}`, lengthOf(difference(body[side][a].at, body[side][b].at))]),
    ),
  );
}

describe('the pose file', () => {
  it('has every exercise of the course', () => {
    expect(Object.keys(file.pictures).sort()).toEqual([
      'clam',
      'figure-four-stretch',
      'fire-hydrant',
      'glute-bridge',
      'hip-flexor-stretch',
      'kick-back',
      'lunge',
      'monster-walk',
      'side-lying-leg-raise',
      'single-leg-bridge',
      'single-leg-deadlift',
      'squat',
      'step-up',
    ]);
  });

  it.each([
    ['a knee that bends forwards', { legs: { left: { knee: -5 } } }],
    ['an elbow that bends backwards', { arms: { left: { elbow: -5 } } }],
    ['a hip that bends farther than a body can', { legs: { both: { hipFlexion: 140 } } }],
    ['a joint that a body does not have', { legs: { left: { tail: 10 } } }],
  ])('refuses %s', (_, wrong) => {
    const squat = file.pictures['squat'];
    const bent = { ...file, pictures: { squat: { ...squat, end: { ...squat?.end, ...wrong } } } };
    expect(poseFile.safeParse(bent).success).toBe(false);
  });

  it('refuses none of the words that the course uses', () => {
    expect(poseFile.safeParse({ ...file, pictures: { squat: file.pictures['squat'] } }).success).toBe(true);
  });

  it('refuses a view that nobody described', () => {
    const squat = { ...file.pictures['squat'], view: 'from the moon' };
    expect(poseFile.safeParse({ ...file, pictures: { squat } }).error?.issues[0]?.path).toEqual([
      'pictures',
      'squat',
      'view',
    ]);
  });
});

describe.each(exercises)('the body in the picture %s', (_, picture) => {
  it.each(positions)('touches floor and step where it says, at the %s', (position) => {
    const body = figure(picture, shareOf(position));
    const { floor, step } = picture[position].touching;
    const gap = (point: PointName, height: number) => {
      const { at, radius } = ballNamed(body, point);
      return { point, off: Math.abs(at[1] - radius - height) > tolerance };
    };
    const contacts = [
      ...floor.map((point) => gap(point, 0)),
      ...step.map((point) => gap(point, picture.step?.height ?? NaN)),
    ];
    expect(contacts.length).toBeGreaterThan(0);
    expect(contacts.filter(({ off }) => off)).toEqual([]);
  });

  it.each(positions)('sinks into the floor nowhere, at the %s', (position) => {
    const body = figure(picture, shareOf(position));
    const parts = [
      ...sides.flatMap((side) => sidePoints.map((point) => ({ name: `${side} ${point}`, ball: body[side][point] }))),
      ...Object.entries(body.head).map(([name, ball]) => ({ name, ball })),
    ];
    expect(parts.filter(({ ball }) => ball.at[1] - ball.radius < -tolerance).map(({ name }) => name)).toEqual([]);
  });

  it('slides on nothing that touches the ground in both positions', () => {
    const [start, end] = [figure(picture, 0), figure(picture, 1)];
    const stays = (['floor', 'step'] as const).flatMap((ground) =>
      picture.start.touching[ground].filter(
        (point) => picture.end.touching[ground].includes(point) && !(picture.steps && point.startsWith(picture.steps)),
      ),
    );
    const slid = stays.filter((point) => {
      const [x, , z] = difference(ballNamed(end, point).at, ballNamed(start, point).at);
      return Math.hypot(x, z) > 2 * tolerance;
    });
    expect(slid).toEqual([]);
  });

  it('keeps the length of every limb, on both sides, in both positions and on the way', () => {
    const first = boneLengths(figure(picture, 0));
    for (const share of [0.25, 0.5, 0.75, 1]) {
      for (const [bone, length] of Object.entries(boneLengths(figure(picture, share))))
        expect([bone, length]).toEqual([bone, expect.closeTo(first[bone] ?? NaN, 9)]);
    }
    for (const [bone, length] of Object.entries(first))
      expect(first[bone.replace('left', 'right')]).toBeCloseTo(length, 9);
  });

  it.each(positions)('bends knees backwards only, at the %s', (position) => {
    const body = figure(picture, shareOf(position));
    for (const side of sides) {
      const { hip, knee, ankle, heel, ball } = body[side];
      // The foot tells which way the shin faces: what of it is square to the shin.
      const shin = difference(ankle.at, knee.at);
      const foot = difference(ball.at, heel.at);
      const along = dot(foot, shin) / dot(shin, shin);
      const forwards: Vector = difference(foot, [shin[0] * along, shin[1] * along, shin[2] * along]);
      expect(dot(difference(hip.at, knee.at), forwards)).toBeLessThanOrEqual(1e-6);
    }
  });

  it.each(positions)('opens a straight hip no wider than 45 degrees, at the %s', (position) => {
    const pose = positionsOf(picture)[position];
    const tooWide = sides.filter((side) => pose.legs[side].hipFlexion < 30 && pose.legs[side].hipAbduction > 45);
    expect(tooWide).toEqual([]);
  });
});

const drawings = [
  ...exercises.map(([name, picture]) => [name, drawExercise(picture, file)] as const),
  ['three-muscles', drawThreeMuscles()] as const,
];

describe.each(drawings)('the picture %s', (name, svg) => {
  const place = new URL(`pictures/${name}.png`, course);
  const fresh = pixelsOf(svg);

  it('weighs less than 60 KB', () => {
    expect(statSync(place).size).toBeLessThan(60 * 1024);
  });

  it('shows what the pose file says, at twice its displayed size', () => {
    const png = readFileSync(place);
    const stored = pixelsOf(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${fresh.width}" height="${fresh.height}"><image width="${fresh.width}" height="${fresh.height}" href="data:image/png;base64,${png.toString('base64')}"/></svg>`,
      1,
    );
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([fresh.width, fresh.height]);
    const different = fresh.data.reduce(
      (count, value, i) => count + (Math.abs(value - (stored.data[i] ?? 0)) > 40 ? 1 : 0),
      0,
    );
    expect(different / fresh.data.length).toBeLessThan(0.001);
  });

  it('holds no text, which a reader could not enlarge', () => {
    expect(svg).not.toContain('<text');
  });

  it('has an opaque card behind everything, for light and dark letters', () => {
    const { width, height, data } = fresh;
    const alphaAt = (x: number, y: number) => data[(y * width + x) * 4 + 3];
    expect([
      alphaAt(width / 2, 2),
      alphaAt(2, height / 2),
      alphaAt(width / 2, height / 2),
      alphaAt(width - 3, height / 2),
    ]).toEqual([255, 255, 255, 255]);
  });
});
