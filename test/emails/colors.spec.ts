import { describe, expect, test } from '@jest/globals';
import { dark, light, type Colors } from '../../emails/_parts/colors.js';

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((from) => parseInt(hex.slice(from, from + 2), 16) / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const pairs: Array<[keyof Colors, keyof Colors]> = [
  ...(['ink', 'muted', 'heading', 'link', 'accent'] as const).flatMap((text) =>
    (['desk', 'paper', 'panel'] as const).map((ground): [keyof Colors, keyof Colors] => [text, ground]),
  ),
  ['onAction', 'action'],
  ['onAccent', 'accent'],
  ['onFaint', 'faint'],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('in the %s scheme', (_, colors) => {
  test.each(pairs)('%s on %s reaches 4.5 : 1', (text, ground) => {
    expect(contrast(colors[text], colors[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test('the button stands out from the sheet by 3 : 1', () => {
    expect(contrast(colors.action, colors.paper)).toBeGreaterThanOrEqual(3);
  });
});
