import type { PublishedCourse } from '../../src/courses/course-settings.js';

const subjects = [
  'Where do you start?',
  'Meet the three muscles',
  'Wake them up',
  'The clam, and the golden rule',
  'A dog and a donkey',
  'The easy day',
  'The lunge, and where to stop',
  'The squat, with glutes this time',
  'Three in a row',
  'Walk like a small monster',
  'Glutes are core, too',
  'Running is standing on one leg',
  'Take your glutes up the hill',
  'Same test, newer glutes',
];

/** A course as the reader of courses gives it, with the words of the one that ships. */
export const sampleCourse: PublishedCourse = {
  id: '1',
  slug: 'strong-glutes',
  revisionId: '1',
  revisionNumber: 1,
  settings: {
    name: 'Strong Glutes: two weeks for runners',
    description: 'Fourteen short lessons by email that teach runners to find, wake and strengthen their glutes.',
    author: {
      name: 'Maren Holt',
      about:
        'Maren Holt is the running coach who writes these letters. She likes hills, plain instructions and exercises that are done before the kettle boils twice.',
    },
    replyTo: null,
    zone: 'Europe/London',
    hour: 420,
    weekdays: 127,
    skipDates: [],
    start: 'on-confirmation',
    startsOn: null,
    lateLimitHours: 6,
    moreComing: false,
    signups: 'open',
    tracking: false,
    page: {
      headline: 'Five minutes a day for the muscles your running forgot',
      lead: 'Your glutes are built to push you up hills and keep you steady on one leg. After a day in a chair, they often leave the work to someone else. This course wakes them up, one short lesson each morning.',
      promises: [
        'One clear routine a day, with pictures',
        'A test on day 1 and again on day 14, so you can see what changed',
        'Every exercise explained: how, how many, and when to stop',
        'No equipment, no gym clothes, one easy day',
        'A simple plan for the weeks after',
      ],
      time: 'Five minutes a day, fourteen days',
      picture: {
        file: 'pictures/glute-bridge.png',
        alt: 'Glute bridge drawn in two positions: lying on the back, then hips lifted until shoulders, hips and knees form a line.',
      },
      privacy:
        'Your address is used only for the letters you ask for, you can leave with one click, and nothing is ever sold.',
      consent: 'Send me the fourteen lessons of Strong Glutes by email, one a day. I can stop at any time.',
      newsletter: 'Also send me the occasional newsletter about running strong. (Optional.)',
    },
    completion: { subject: 'You did it', preheader: '', body: '' },
  },
  lessons: subjects.map((subject, index) => ({
    id: String(index + 1),
    key: `lesson-${index + 1}`,
    position: index + 1,
    waitDays: 1,
    subject,
    preheader: '',
    minutes: 5,
    body: '',
  })),
  pictures: new Map([['pictures/glute-bridge.png', { hash: 'b'.repeat(64), width: 1040, height: 560 }]]),
};
