import type { Modifier } from '@dnd-kit/core';

/** A lesson is carried up and down, not sideways. */
export const restrictToVertical: Modifier = ({ transform }) => ({ ...transform, x: 0 });
