/** Draws every picture of the course from its pose file: content/strong-glutes/poses.yaml → pictures/NAME.png. Run in the project's folder. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { drawExercise } from '../src/pictures/pose-drawing.js';
import { rasterOf } from '../src/pictures/pose-raster.js';
import { poseFile } from '../src/pictures/poses.schema.js';
import { drawThreeMuscles } from '../src/pictures/three-muscles-drawing.js';

const course = new URL('content/strong-glutes/', pathToFileURL(`${process.cwd()}/`));
const file = poseFile.parse(parse(readFileSync(new URL('poses.yaml', course), 'utf8')));
mkdirSync(new URL('pictures/', course), { recursive: true });

const drawings = Object.entries(file.pictures).map(([name, picture]) => [name, drawExercise(picture, file)] as const);
for (const [name, svg] of [...drawings, ['three-muscles', drawThreeMuscles()] as const]) {
  const png = rasterOf(svg);
  writeFileSync(new URL(`pictures/${name}.png`, course), png);
  console.log(`${name}.png ${(png.length / 1024).toFixed(1)} KB`);
}
