import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPicture } from '../../src/pictures/picture-header.js';

const hex = (digits: string) => new Uint8Array(Buffer.from(digits.replaceAll(' ', ''), 'hex'));
const size = { width: 37, height: 23 };
const riff = '52494646 46020000 57454250';

/** The first bytes of one red picture of 37 × 23 pixels, as a browser and other programs write them. */
const samples: Array<[string, string, string]> = [
  ['PNG', 'image/png', '89504e470d0a1a0a 0000000d 49484452 00000025 00000017 08020000 00'],
  ['GIF', 'image/gif', '474946383961 2500 1700 80 00 00'],
  ['old GIF', 'image/gif', '474946383761 2500 1700 80 00 00'],
  ['JPEG', 'image/jpeg', 'ffd8 ffe0 0010 4a46494600010100000100010000 ffc0 0011 08 0017 0025 03 012200021101031101'],
  [
    'progressive JPEG with tables first',
    'image/jpeg',
    'ffd8 ffdb 0004 0000 ffc4 0003 00 ffff ffc2 0011 08 0017 0025 03 012200',
  ],
  ['extended WebP', 'image/webp', `${riff} 56503858 0a000000 30000000 240000 160000 49434350`],
  ['lossless WebP', 'image/webp', `${riff} 5650384c 0f000000 2f 24 80 05 10 07 10`],
  ['lossy WebP', 'image/webp', `${riff} 56503820 3a000000 300300 9d012a 2500 1700 3f71b6`],
];

describe('a picture’s header', () => {
  it.each(samples)('tells kind and size of a %s', (_, mediaType, digits) => {
    expect(readPicture(hex(digits))).toEqual({ outcome: 'picture', mediaType, ...size });
  });

  it.each(samples)('is read from a part of a larger buffer too: %s', (_, mediaType, digits) => {
    const bytes = hex(digits);
    const larger = new Uint8Array(bytes.length + 20);
    larger.set(bytes, 7);
    expect(readPicture(larger.subarray(7, 7 + bytes.length))).toMatchObject({ mediaType, ...size });
  });

  it.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'SVG is not taken'],
    ['an SVG behind a prologue', Buffer.from('\ufeff<?xml version="1.0"?>\n<svg/>'), 'SVG is not taken'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'expected a PNG, JPEG, WebP or GIF'],
    ['nothing', Buffer.alloc(0), 'expected a PNG, JPEG, WebP or GIF'],
    ['a PNG cut off', hex('89504e470d0a1a0a 0000000d 49484452 0000'), 'cut off or damaged'],
    ['a PNG without width', hex('89504e470d0a1a0a 0000000d 49484452 00000000 00000017'), 'cut off or damaged'],
    ['a PNG too wide', hex('89504e470d0a1a0a 0000000d 49484452 00010000 00000017'), 'at most 10000 pixels'],
    ['a JPEG without frame', hex('ffd8 ffe0 0004 0000 ffda 0004 0000'), 'cut off or damaged'],
    ['6 MB', Buffer.alloc(6 << 20), 'expected at most 5 MB, not 6.0 MB'],
  ])('refuses %s', (_, bytes, because) => {
    const reading = readPicture(bytes);
    expect(reading.outcome === 'refused' && reading.because).toContain(because);
  });

  it('never throws and never hangs, however a picture is cut or damaged', () => {
    const damaged = fc
      .tuple(
        fc.constantFrom(...samples.map(([, , digits]) => hex(digits))),
        fc.uint8Array({ maxLength: 60 }),
        fc.nat({ max: 60 }),
      )
      .map(([bytes, noise, from]) => new Uint8Array(Buffer.concat([bytes.subarray(0, from), noise])));
    fc.assert(fc.property(damaged, (bytes) => ['picture', 'refused'].includes(readPicture(bytes).outcome)));
  });
});
