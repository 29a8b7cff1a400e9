import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { createElement, type ComponentType } from 'react';
import { renderLetter } from '../../src/rendering/letter-template.js';

const folder = new URL('../../emails/', import.meta.url);
const letters = readdirSync(folder).filter((name) => name.endsWith('.tsx'));

test('there are seven letters', () => {
  expect(letters.sort()).toEqual([
    'already-in.tsx',
    'broadcast-plain.tsx',
    'broadcast.tsx',
    'completion.tsx',
    'confirmation.tsx',
    'lesson.tsx',
    'notice.tsx',
  ]);
});

test.each(letters)('%s can be previewed: a default component with its PreviewProps', async (name) => {
  const file = (await import(`../../emails/${name.replace('.tsx', '.js')}`)) as {
    default: ComponentType<object> & { PreviewProps: object };
  };
  const html = await renderLetter(createElement(file.default, file.default.PreviewProps));
  expect(html).toContain('<html');
});
