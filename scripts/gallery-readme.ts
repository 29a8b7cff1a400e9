import type { Stop } from './gallery-walk.js';

/** docs/gallery/README.md: every stop in order, phone beside desk, light above dark. */
export function galleryReadme(stops: readonly Stop[]): string {
  const sections = stops.map(({ name, says }, index) => {
    const picture = (width: number, scheme: string) =>
      `<img src="walk/${name}-${width}-${scheme}.png" width="${width === 390 ? 195 : 480}" alt="${name}, ${width} pixels wide, ${scheme}">`;
    return [
      `## ${index + 1}. ${says.replace(/\.$/, '')}`,
      '| phone | desk |\n| --- | --- |',
      `| ${picture(390, 'light')} | ${picture(1280, 'light')} |`,
      `| ${picture(390, 'dark')} | ${picture(1280, 'dark')} |`,
    ]
      .join('\n\n')
      .replace(/\|\n\n\|/g, '|\n|');
  });
  return `${[
    '# A reader’s walk, in pictures',
    'From sign-up to leaving, at 390 and 1280 pixels, light and dark: `npm run gallery` walks it in a real browser and takes these pictures. The letters are in [letters/](letters).',
    ...sections,
  ].join('\n\n')}\n`;
}
