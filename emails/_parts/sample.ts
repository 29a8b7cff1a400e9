import type { LessonDocument } from '../../src/rendering/lesson-document.js';
import type { LetterPicture } from './picture.js';

/** What `npm run email:dev` shows; nothing of it is ever sent. */
export const sampleFooter = {
  course: 'Strong Glutes: two weeks for runners',
  manageUrl: 'https://example.com/manage/sample',
  unsubscribeUrl: 'https://example.com/unsubscribe/sample',
  postalAddress: '12 Harbour Street, Leeds, LS1 4AB, United Kingdom',
};

export const samplePicture = (): LetterPicture => ({
  src: 'https://example.com/pictures/sample',
  width: 504,
  height: 270,
});

const words = (value: string) => [{ type: 'text' as const, value }];

export const sampleDocument: LessonDocument = {
  blocks: [
    {
      type: 'paragraph',
      children: [
        { type: 'text', value: 'Good morning, ' },
        { type: 'merge', field: 'first_name', fallback: 'runner' },
        { type: 'text', value: '. Yesterday you met the muscles. Today they meet you.' },
      ],
    },
    { type: 'heading', level: 2, children: words('The routine') },
    {
      type: 'list',
      ordered: true,
      start: 1,
      items: [
        [{ type: 'paragraph', children: words('March on the spot for one minute.') }],
        [{ type: 'paragraph', children: words('Side-lying leg raise: 10 on the left, 10 on the right.') }],
      ],
    },
    {
      type: 'exercise',
      name: words('Side-lying leg raise'),
      picture: { path: 'pictures/side-lying-leg-raise.png', alt: 'Lying on the side; then the upper leg lifted.' },
      dose: words('2 × 10 each side'),
      cues: [
        words('Squeeze the side of the upper hip.'),
        words('Lift for two counts, heel first.'),
        words('Lower for two counts.'),
      ],
      mistake: words('Rolling the hip back to lift higher.'),
    },
    { type: 'quote', children: [{ type: 'paragraph', children: words('Squeeze first, then move.') }] },
  ],
};

/** An issue, as the two templates of a broadcast show it. */
export const sampleIssue = {
  from: 'Maren Holt',
  course: null,
  date: '25 November 2026',
  subject: 'The hill behind the house',
  preheader: 'Why the last kilometre home is the best place to learn to climb.',
  document: sampleDocument,
  merge: () => 'Sam',
  pictures: samplePicture,
  viewUrl: 'https://example.com/lessons/sample',
  manageUrl: sampleFooter.manageUrl,
  unsubscribeUrl: sampleFooter.unsubscribeUrl,
  postalAddress: sampleFooter.postalAddress,
};
