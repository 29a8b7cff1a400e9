export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';

export type PictureReading =
  | { outcome: 'picture'; mediaType: PictureType; width: number; height: number }
  | { outcome: 'refused'; because: string };

/** A picture's greatest size in bytes. */
export const pictureLimit = 5 * 1024 * 1024;

const widest = 10_000;

/**
 * What a picture is, told by its first bytes and never by its name, and its size in pixels as its header says.
 * PNG, JPEG, WebP and GIF; `because` is a sentence for the author. Never throws, whatever the bytes.
 */
export function readPicture(bytes: Uint8Array): PictureReading {
  if (bytes.length > pictureLimit) {
    return refused(`expected at most 5 MB, not ${(bytes.length / 1024 / 1024).toFixed(1)} MB`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = kindOf(bytes);
  if (kind === 'image/svg+xml') {
    return refused('SVG is not taken: most mail programs do not show it, and it can carry script. Save it as PNG');
  }
  if (!kind) return refused('expected a PNG, JPEG, WebP or GIF picture; this file is none of them, whatever its name');
  const size = sizeOf(kind, view);
  if (!size || size.width < 1 || size.height < 1)
    return refused('the picture is cut off or damaged: it does not say its size');
  if (size.width > widest || size.height > widest) {
    return refused(`expected at most ${widest} pixels a side, not ${size.width} × ${size.height}`);
  }
  return { outcome: 'picture', mediaType: kind, ...size };
}

function refused(because: string): PictureReading {
  return { outcome: 'refused', because };
}

interface Size {
  width: number;
  height: number;
}

function kindOf(bytes: Uint8Array): PictureType | 'image/svg+xml' | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 512)).toString('latin1');
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'image/webp';
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'image/gif';
  if (/^(\xef\xbb\xbf)?\s*<(\?xml|!--|!doctype svg|svg)/i.test(start)) return 'image/svg+xml';
  return null;
}

function sizeOf(kind: PictureType, view: DataView): Size | null {
  try {
    if (kind === 'image/png') return { width: view.getUint32(16), height: view.getUint32(20) };
    if (kind === 'image/gif') return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (kind === 'image/webp') return webpSize(view);
    return jpegSize(view);
  } catch (error) {
    if (error instanceof RangeError) return null; // read past the end
    throw error;
  }
}

/** RFC 9649, sections 2.5–2.7. */
function webpSize(view: DataView): Size | null {
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  const chunk = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)));
  if (chunk === 'VP8X') return { width: uint24(24) + 1, height: uint24(27) + 1 };
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  return null;
}

/** ITU T.81, annex B: segments until the frame header, which holds the size. */
function jpegSize(view: DataView): Size | null {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff)
      at += 1; // fill byte
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8))
      at += 2; // stands alone
    else if (marker === 0xd9 || marker === 0xda)
      return null; // picture data before any frame header
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    } else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
}
