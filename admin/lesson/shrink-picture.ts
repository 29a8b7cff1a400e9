const mostBytes = 5 * 1024 * 1024;
/** Letters are 600 points wide and shown on screens of two or three pixels a point. */
const mostWide = 2000;
const refusedOutright = 30 * 1024 * 1024;

/**
 * A picture as it is uploaded: photographs wider than 2000 pixels or over 5 MB are drawn smaller first. Gives a sentence
 * where the browser cannot, or it would not help. What the file really is, the server says.
 */
export async function shrinkPicture(file: File): Promise<File | string> {
  if (file.type === 'image/svg+xml' || /\.svg$/i.test(file.name))
    return 'SVG is not taken: most mail programs do not show it. Save it as PNG.';
  if (!file.type.startsWith('image/')) return 'This file is no picture: expected PNG, JPEG, WebP or GIF.';
  if (file.size > refusedOutright)
    return `This picture has ${Math.round(file.size / 1024 / 1024)} MB. Save it smaller first: 5 MB are plenty for a letter.`;
  if (file.type === 'image/gif')
    return file.size <= mostBytes
      ? file
      : 'This GIF has more than 5 MB, and would stand still if it were made smaller.';
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return 'This picture cannot be opened: expected PNG, JPEG, WebP or GIF.';
  try {
    if (file.size <= mostBytes && picture.width <= mostWide) return file;
    return (await drawn(picture, file)) ?? 'This picture is too large, and this browser could not make it smaller.';
  } finally {
    picture.close();
  }
}

async function drawn(picture: ImageBitmap, file: File): Promise<File | null> {
  for (const [width, quality] of [
    [mostWide, 0.86],
    [1600, 0.8],
    [1200, 0.75],
  ] as const) {
    const scale = Math.min(1, width / picture.width);
    const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    // A PNG may have clear parts, which JPEG would turn black.
    const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg';
    const bytes = await canvas.convertToBlob({ type, quality });
    if (bytes.size <= mostBytes) return new File([bytes], file.name, { type });
  }
  return null;
}
