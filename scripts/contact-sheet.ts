import type { Browser } from 'playwright-core';

/** Puts screenshots side by side and small into one WebP; `width` is each one's own, in CSS pixels. */
export async function contactSheet(
  browser: Browser,
  shots: ReadonlyArray<{ shot: Buffer; width: number }>,
  { scale, gap, quality }: { scale: number; gap: number; quality: number },
): Promise<Buffer> {
  const page = await browser.newPage();
  const pictures = shots.map(({ shot, width }) => ({
    url: `data:image/png;base64,${shot.toString('base64')}`,
    width: Math.round(width * scale),
  }));
  const sheet = await page.evaluate(
    async ({ given, gap, quality }) => {
      const images = await Promise.all(
        given.map(async ({ url, width }) => {
          const image = new Image();
          image.src = url;
          await image.decode();
          return { image, width, height: Math.round((image.naturalHeight * width) / image.naturalWidth) };
        }),
      );
      const canvas = document.createElement('canvas');
      canvas.width = images.reduce((sum, { width }) => sum + width + gap, gap);
      canvas.height = Math.max(...images.map(({ height }) => height)) + 2 * gap;
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('this browser has no canvas');
      pen.fillStyle = '#8b8f91';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.imageSmoothingQuality = 'high';
      let left = gap;
      for (const { image, width, height } of images) {
        pen.drawImage(image, left, gap, width, height);
        left += width + gap;
      }
      return canvas.toDataURL('image/webp', quality);
    },
    { given: pictures, gap, quality },
  );
  await page.close();
  return Buffer.from(sheet.split(',')[1] ?? '', 'base64');
}
