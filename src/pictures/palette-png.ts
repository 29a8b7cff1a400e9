import { crc32, deflateSync } from 'node:zlib';

/** Rows of four bytes a pixel (red, green, blue, alpha), the colours already multiplied by alpha. */
export type Pixels = { width: number; height: number; data: Uint8Array };

const mostColours = 256;

/**
 * A PNG with one byte a pixel, a third of the size of a full-colour one. Flat drawings have few colours but many
 * blends along their edges: the rarest blends become the nearest of the 256 most frequent colours, which no eye sees.
 */
export function palettePng({ width, height, data }: Pixels): Buffer {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) counts.set(view.getUint32(at), (counts.get(view.getUint32(at)) ?? 0) + 1);
  const colours = [...counts].sort(([a, n], [b, m]) => m - n || a - b).map(([colour]) => colour);
  const kept = colours.slice(0, mostColours);
  const indexes = new Map(colours.map((colour, i) => [colour, i < mostColours ? i : nearest(colour, kept)]));

  // Every row begins with a byte that names its filter: 0, none.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + 1 + x] = indexes.get(view.getUint32((y * width + x) * 4)) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8); // 8 bits, palette, no interlacing
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk(
      'PLTE',
      Buffer.from(
        kept.flatMap((colour) =>
          bytesOf(colour)
            .slice(0, 3)
            .map((value) => unmultiplied(value, colour & 255)),
        ),
      ),
    ),
    chunk('tRNS', Buffer.from(kept.map((colour) => colour & 255))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

function nearest(colour: number, among: readonly number[]): number {
  const wanted = bytesOf(colour);
  let best = 0;
  let least = Infinity;
  among.forEach((candidate, i) => {
    // Transparency counts more: an opaque speck on a rounded corner would show.
    const distance = bytesOf(candidate).reduce(
      (total, value, c) => total + (c === 3 ? 16 : 1) * (value - (wanted[c] ?? 0)) ** 2,
      0,
    );
    if (distance < least) [best, least] = [i, distance];
  });
  return best;
}

function bytesOf(colour: number): number[] {
  return [colour >>> 24, (colour >>> 16) & 255, (colour >>> 8) & 255, colour & 255];
}

function unmultiplied(value: number, alpha: number): number {
  return alpha === 0 ? 0 : Math.min(255, Math.round((value * 255) / alpha));
}
