/** Directions and turns in the figure's space: x forward, y up, z to the figure's right; metres and degrees. */
export type Vector = readonly [x: number, y: number, z: number];

/** Where a turn takes the three axes. Every column has length 1, so a turn never stretches a bone. */
export type Rotation = readonly [x: Vector, y: Vector, z: Vector];

export const unturned: Rotation = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** The turn by `degrees` about one axis, counter-clockwise when the axis points at the onlooker. */
export function turnAbout(axis: 'x' | 'y' | 'z', degrees: number): Rotation {
  const radians = (degrees * Math.PI) / 180;
  const c = Math.cos(radians);
  const s = Math.sin(radians);
  if (axis === 'x')
    return [
      [1, 0, 0],
      [0, c, s],
      [0, -s, c],
    ];
  if (axis === 'y')
    return [
      [c, 0, -s],
      [0, 1, 0],
      [s, 0, c],
    ];
  return [
    [c, s, 0],
    [-s, c, 0],
    [0, 0, 1],
  ];
}

/** `vector`, given in a turned frame, in the frame around it. */
export function turned(rotation: Rotation, vector: Vector): Vector {
  const [x, y, z] = rotation;
  const [a, b, c] = vector;
  return [a * x[0] + b * y[0] + c * z[0], a * x[1] + b * y[1] + c * z[1], a * x[2] + b * y[2] + c * z[2]];
}

/** Turns in the order in which joints follow each other, from the trunk outwards. */
export function turnsInOrder(...rotations: Rotation[]): Rotation {
  return rotations.reduce(
    (outer, inner) => [turned(outer, inner[0]), turned(outer, inner[1]), turned(outer, inner[2])],
    unturned,
  );
}

export function sum(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function difference(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function lengthOf(a: Vector): number {
  return Math.sqrt(dot(a, a));
}
