import type { LetterBroadcast, LetterCourse } from '../src/rendering/templates.js';

/** An issue as a coach might write it, with everything an issue may hold; for judging and for looking. */
export function sampleIssue({ pictures }: Pick<LetterCourse, 'pictures'>): Omit<LetterBroadcast, 'template'> {
  return {
    subject: 'The hill behind the house',
    preheader: 'Why the last kilometre home is the best place to learn to climb.',
    date: '2026-03-02',
    course: null,
    pictures,
    body: `Good morning, {{ first_name | runner }}.

Behind our house is a hill of ninety metres. For years I took the road around it. Last spring a ditch was dug in that
road, and I have gone **straight up** ever since, three evenings a week, at the end of every run.

## What the hill taught me

1. Short steps. On the steep part mine are no longer than my shoe, twice.
2. Eyes up. Who looks at the ground folds in the middle.
3. Push from behind: the hill is where glutes stop being a theory.

![Drawn in two positions: one foot on a step, the other on the floor; then standing tall on the step.](pictures/step-up.png)

### No hill where you live?

Any step of the height of your shin will do. Ten on one side, ten on the other, before you shower. More of it stands in
[the lesson on climbing](https://letters.example.com/courses/strong-glutes).

> A hill gives nothing back until you stop fighting it.

Which hill is yours? Write back, I read everything.

Maren

**[Tell me about your hill](mailto:maren@letters.example.com)**
`,
  };
}
