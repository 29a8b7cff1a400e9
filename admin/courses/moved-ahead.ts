import type { DraftEdit, DraftView } from '../../src/courses/draft.schema.js';

type Lesson = DraftView['lessons'][number];

/** Lessons as they will be when the moves on their way have arrived: a dragged lesson lies where it was put at once. */
export function movedAhead(lessons: readonly Lesson[], edits: readonly DraftEdit[]): Lesson[] {
  return edits.reduce<Lesson[]>(
    (order, edit) => {
      const taken = edit.kind === 'lesson.move' ? order.find(({ key }) => key === edit.lesson) : undefined;
      if (edit.kind !== 'lesson.move' || !taken || edit.before === taken.key) return order;
      const rest = order.filter((lesson) => lesson !== taken);
      const at = edit.before === null ? rest.length : rest.findIndex(({ key }) => key === edit.before);
      return at < 0 ? order : rest.toSpliced(at, 0, taken);
    },
    [...lessons],
  );
}

/** The lesson that one moved from `from` to `to` stands before; null: it stands last. */
export function beforeOf(lessons: ReadonlyArray<{ key: string }>, from: number, to: number): string | null {
  const rest = lessons.filter((_, index) => index !== from);
  return rest[to]?.key ?? null;
}
