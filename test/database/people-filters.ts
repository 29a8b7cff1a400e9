/** The id of the only course there is. */
export const theCourse = '1';

/** Filters of people, each with its name in a test: every kind of condition, alone and beside others. */
export const peopleFilters: Record<string, object[][]> = {
  everybody: [],
  'a course': [[{ is: 'enrolled', course: theCourse }]],
  'a state of the walk': [[{ is: 'enrolled', course: theCourse, states: ['paused'] }]],
  'two states': [[{ is: 'enrolled', course: theCourse, states: ['left', 'finished'] }]],
  'any course': [[{ is: 'enrolled' }]],
  'no course': [[{ is: 'enrolled', not: true }]],
  'a day of the course': [[{ is: 'enrolled', course: theCourse, day: { from: 6, to: 6 } }]],
  'some days of the course': [[{ is: 'enrolled', course: theCourse, day: { from: 3, to: 6 } }]],
  'a rare tag': [[{ is: 'tagged', tag: 'coach' }]],
  'a frequent tag': [[{ is: 'tagged', tag: 'runner' }]],
  'a tag that nobody has': [[{ is: 'tagged', tag: 'nobody' }]],
  'a zone': [[{ is: 'zone', zone: 'Asia/Kathmandu' }]],
  'joined long ago': [[{ is: 'joined', from: '2025-01-01', to: '2025-02-01' }]],
  'joined lately': [[{ is: 'joined', ago: { from: 0, to: 30 } }]],
  'finished lately': [[{ is: 'enrolled', states: ['finished'], ended: { from: 0, to: 7 } }]],
  'left this course long ago': [[{ is: 'enrolled', course: theCourse, states: ['left'], ended: { from: 30 } }]],
  'ended, with a tag': [[{ is: 'enrolled', ended: { from: 0, to: 7 } }], [{ is: 'tagged', tag: 'runner' }]],
  'agreed to a course lately': [[{ is: 'consented', purpose: 'course', agreed: { from: 0, to: 30 } }]],
  'agreed to this course lately': [
    [{ is: 'consented', purpose: 'course', course: theCourse, agreed: { from: 0, to: 7 } }],
  ],
  'consent to the newsletter': [[{ is: 'consented', purpose: 'newsletter' }]],
  'consent to a course': [[{ is: 'consented', purpose: 'course', course: theCourse }]],
  suppressed: [[{ is: 'suppressed' }]],
  'not suppressed': [[{ is: 'suppressed', not: true }]],
  unconfirmed: [[{ is: 'confirmed', not: true }]],
  'a tag in a zone': [[{ is: 'tagged', tag: 'trail' }], [{ is: 'zone', zone: 'Asia/Tokyo' }]],
  'a day, with a tag, not suppressed': [
    [{ is: 'enrolled', course: theCourse, day: { from: 2, to: 2 } }],
    [{ is: 'tagged', tag: 'runner' }],
    [{ is: 'suppressed', not: true }],
  ],
  'a frequent tag, with one that nobody has': [[{ is: 'tagged', tag: 'runner' }], [{ is: 'tagged', tag: 'nobody' }]],
  'a course, in a zone where nobody lives': [
    [{ is: 'enrolled', course: theCourse }],
    [{ is: 'zone', zone: 'Antarctica/Troll' }],
  ],
  'joined at any time, with a tag that nobody has': [
    [{ is: 'joined', ago: { from: 0, to: 3650 } }],
    [{ is: 'tagged', tag: 'nobody' }],
  ],
  'who wait at the end of a course': [[{ is: 'enrolled', course: theCourse, states: ['waiting'] }]],
};
