import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  type DragOverEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { restrictToVertical } from './drag-rules.js';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import type { DraftLesson } from '../../src/courses/draft.schema.js';
import { plainSubject } from './course-words.js';
import { LessonRow, type LessonRowProps } from './lesson-row.js';
import styles from './sequence.module.css';

export interface LessonListProps {
  slug: string;
  lessons: readonly DraftLesson[];
  mayEdit: boolean;
  /** By key, from 0: while a lesson is held, as they would be. */
  places: ReadonlyMap<string, number>;
  /** By key: 'Thu 26 Nov'. */
  dates: ReadonlyMap<string, string>;
  /** While a lesson is held: where it would stand, from 0; null: nothing is held. */
  onHold(held: { from: number; to: number } | null): void;
  onMove(from: number, to: number): void;
  actions(lesson: DraftLesson, index: number): Pick<LessonRowProps, 'onWait' | 'onInsert' | 'onCopy' | 'onTakeOut'>;
}

/** Lessons in their order. They are moved by mouse, by touch (hold, then drag) and by keyboard (Space, arrows, Space). */
export function LessonList({ slug, lessons, mayEdit, places, dates, onHold, onMove, actions }: LessonListProps) {
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 150, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const indexOf = (id: UniqueIdentifier | undefined) => lessons.findIndex(({ key }) => key === id);

  function over({ active, over: at }: DragOverEvent) {
    if (at) onHold({ from: indexOf(active.id), to: indexOf(at.id) });
  }

  function end({ active, over: at }: DragEndEvent) {
    onHold(null);
    const [from, to] = [indexOf(active.id), indexOf(at?.id)];
    if (from >= 0 && to >= 0 && from !== to) onMove(from, to);
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[restrictToVertical]}
      accessibility={{ announcements: spoken(lessons), screenReaderInstructions: { draggable: howTo } }}
      onDragOver={over}
      onDragEnd={end}
      onDragCancel={() => onHold(null)}
    >
      <SortableContext items={lessons.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
        <ol className={styles.lessons}>
          {lessons.map((lesson, index) => (
            <LessonRow
              key={lesson.key}
              slug={slug}
              lesson={lesson}
              place={(places.get(lesson.key) ?? index) + 1}
              last={index === lessons.length - 1}
              date={dates.get(lesson.key) ?? null}
              mayEdit={mayEdit}
              onMove={(by) => onMove(index, index + by)}
              {...actions(lesson, index)}
            />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

const howTo =
  'To move this lesson, press Space. Then the arrow keys carry it up or down, Space puts it down, and Escape leaves it where it was.';

/** What a screen reader says while a lesson is carried. */
function spoken(lessons: readonly DraftLesson[]): Announcements {
  const named = (id: UniqueIdentifier) => {
    const lesson = lessons.find(({ key }) => key === id);
    return lesson ? `“${plainSubject(lesson.subject)}”` : 'The lesson';
  };
  const place = (id: UniqueIdentifier) => `${lessons.findIndex(({ key }) => key === id) + 1} of ${lessons.length}`;
  const holding = (id: UniqueIdentifier) => `Holding ${named(id)}, lesson ${place(id)}.`;
  return {
    onDragStart: ({ active }) => holding(active.id),
    onDragOver: ({ active, over }) => {
      if (!over) return undefined;
      return active.id === over.id ? holding(active.id) : `${named(active.id)} would be lesson ${place(over.id)}.`;
    },
    onDragEnd: ({ active, over }) =>
      over ? `${named(active.id)} is now lesson ${place(over.id)}.` : `${named(active.id)} stays where it was.`,
    onDragCancel: ({ active }) => `${named(active.id)} stays where it was, lesson ${place(active.id)}.`,
  };
}
