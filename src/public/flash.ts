/**
 * The short sentence after a button was pressed. Only its code travels in the address: nobody can make this house say
 * something else by sending a link.
 */
const flashes = {
  changed: 'Saved. That holds from the next lesson on.',
  paused: 'Paused. Enjoy your break.',
  'not-active': 'This course is not running just now.',
  resumed: 'Welcome back. Your lessons go on.',
  'not-paused': 'This course was not paused.',
  'on-its-way': 'The next lesson is on its way to your inbox.',
  'enough-for-today': 'That is enough for today: the next lesson comes tomorrow.',
  'nothing-left': 'You have had every lesson there is.',
  left: 'Done: no more lessons come.',
  'was-over': 'This course was over already.',
  restarted: 'You start again with lesson 1.',
  'already-open': 'This course is running already.',
  'repeat-on-its-way': 'The lesson is on its way to your inbox once more.',
  'once-a-day': 'It was sent again today already. Once a day is possible.',
  'nothing-yet': 'No lesson was sent yet.',
  'newsletter-on': 'You get the newsletter now.',
  'newsletter-off': 'The newsletter stops.',
  'left-everything': 'Done. You get no more letters from us.',
  'link-sent': 'A letter with a link is on its way to your address. The link works for one hour.',
  'change-sent': 'A letter is on its way to your present address. Say yes there, and we ask at the new one.',
  'next-sent': 'A letter is on its way to you. Press the button in it, and the next course begins.',
} as const;

export type Flash = keyof typeof flashes;

/** `said` from the query → its sentence; null for everything that is not one of ours. */
export function flashWords(said: unknown): string | null {
  return typeof said === 'string' && Object.hasOwn(flashes, said) ? flashes[said as Flash] : null;
}
