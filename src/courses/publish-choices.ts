import type { PublishAnswers, TouchedEnrollments } from './publish-effects.js';

/** A question that only the author can answer; nothing is published before. */
export interface PublishChoice {
  /** The field of PublishAnswers, and the command line's option. */
  option: 'inserted' | 'finishers' | 'end';
  answers: readonly [string, string];
  /** Keys of the lessons it is about. */
  lessons: readonly string[];
  /** How many enrollments it would touch; at least 1, or null: they were not counted. */
  enrollments: number | null;
  /** The question in words, both answers explained. */
  question: string;
}

/**
 * The questions that this publish raises and `answers` leaves open, in the order in which to ask them; a number that is null was
 * not counted, and its question is asked. Pure.
 */
export function openChoices(
  touched: Record<keyof TouchedEnrollments, number | null>,
  lessons: { arrived: readonly string[]; removed: readonly string[] },
  answers: PublishAnswers,
): PublishChoice[] {
  const choices: PublishChoice[] = [];
  const { inserted, finishers, end } = touched;
  if (inserted !== 0 && !answers.inserted) {
    choices.push({
      option: 'inserted',
      answers: ['next', 'newcomers'],
      lessons: lessons.arrived,
      enrollments: inserted,
      question: `${people(inserted, 'has', 'have', 'may have')} come past a lesson that is new here. "next": everyone gets it next; "newcomers": only those who have not come that far.`,
    });
  }
  if (finishers !== 0 && !answers.finishers) {
    choices.push({
      option: 'finishers',
      answers: ['offer', 'leave'],
      lessons: lessons.arrived,
      enrollments: finishers,
      question: `${people(finishers, 'has', 'have', 'may have')} finished, and there are new lessons. "offer": they go on with them; "leave": they are left alone.`,
    });
  }
  if (end !== 0 && !answers.end) {
    choices.push({
      option: 'end',
      answers: ['wait', 'finish'],
      lessons: lessons.removed,
      enrollments: end,
      question: `${people(end, 'would reach', 'would reach', 'may reach')} the end by this. "wait": they wait for more lessons; "finish": they get the completion letter.`,
    });
  }
  return choices;
}

function people(count: number | null, one: string, many: string, some: string): string {
  if (count === null) return `Some people ${some}`;
  return count === 1 ? `1 person ${one}` : `${count} people ${many}`;
}
