import { Text } from '@mantine/core';

/** What all charts share. */
export const tick = { fontSize: 12, fill: 'var(--mantine-color-dimmed)' };

export const tooltip = {
  cursor: { fill: 'var(--mantine-color-default-hover)' },
  contentStyle: {
    background: 'var(--mantine-color-body)',
    border: '1px solid var(--mantine-color-default-border)',
    borderRadius: 8,
    fontSize: 13,
  },
  itemStyle: { color: 'var(--mantine-color-text)' },
  labelStyle: { color: 'var(--mantine-color-dimmed)' },
  isAnimationActive: false,
};

/** Over the whole width: a chart's margin that reaches to the left would take the first dot along, out of sight on a phone. */
export const legendPlace = { wrapperStyle: { left: 0, width: '100%' } };

/** Words of a legend in the colour of words: the bars' own colours are too pale for them. */
export function legendWords(name: string) {
  return (
    <Text span fz="sm" c="dimmed">
      {name}
    </Text>
  );
}
