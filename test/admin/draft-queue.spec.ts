import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../../admin/api/problem.js';
import { DraftQueue } from '../../admin/courses/draft-queue.js';
import type { Doing } from '../../admin/courses/draft-query.js';
import type { DraftEdit } from '../../src/courses/draft.schema.js';

const out = (lesson: string): Doing & { kind: 'edits' } => ({
  kind: 'edits',
  edits: [{ kind: 'lesson.remove', lesson }],
});
const lessons = (edits: readonly DraftEdit[]) => edits.map((edit) => 'lesson' in edit && edit.lesson);

/** A queue whose saves are answered by hand, in order. */
function desk() {
  const sent: Doing[] = [];
  const answers: Array<{ yes: () => void; no: (error: unknown) => void }> = [];
  const met: unknown[] = [];
  const queue = new DraftQueue({
    send: (doing) =>
      new Promise<void>((yes, no) => {
        sent.push(doing);
        answers.push({ yes, no });
      }),
    meet: (theirs) => met.push(theirs),
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const answer = async (error?: unknown) => {
    const next = answers.shift();
    if (error) next?.no(error);
    else next?.yes();
    await settled();
  };
  return { queue, sent, met, answer };
}

const conflict = (doing: Doing) => {
  const edits = doing.kind === 'edits' ? doing.edits : [];
  return new ApiProblem(
    409,
    'Somebody else saved first.',
    {},
    { yours: { version: 1, edits }, theirs: 'theirs', changes: [] },
  );
};

describe('edits of a draft on their way', () => {
  it('are saved one after the other', async () => {
    const { queue, sent, answer } = desk();
    const both = [queue.run(out('a')), queue.run(out('b'))];
    expect(sent).toEqual([out('a')]);
    expect(lessons(queue.now().onTheWay)).toEqual(['a', 'b']);
    await answer();
    expect(sent).toEqual([out('a'), out('b')]);
    await answer();
    expect(await Promise.all(both)).toEqual([null, null]);
    expect(queue.now()).toMatchObject({ busy: false, onTheWay: [], problem: null, clash: null });
  });

  it('all wait for the answer when somebody else saved first, also those made before it is given', async () => {
    const { queue, sent, met, answer } = desk();
    const early = [queue.run(out('a')), queue.run(out('b')), queue.run({ kind: 'undo' })];
    await answer(conflict(out('a')));
    expect(await Promise.all(early)).toEqual([null, null, null]);
    expect(await queue.run(out('c'))).toBeNull();
    expect(met).toEqual(['theirs']);
    expect(sent).toEqual([out('a')]);
    expect(queue.now()).toMatchObject({ busy: false, onTheWay: [] });
    expect(lessons(queue.now().clash?.yours.edits ?? [])).toEqual(['a', 'b', 'c']);
  });

  it('go on top of the other’s when a person says so, and those that cannot be are counted', async () => {
    const { queue, sent, answer } = desk();
    void queue.run(out('a'));
    void queue.run(out('b'));
    await answer(conflict(out('a')));
    const left = queue.goOn();
    await answer(new ApiProblem(422, 'No.', { lesson: 'is gone' }));
    await answer();
    expect(await left).toBe(1);
    expect(sent).toEqual([out('a'), out('a'), out('b')]);
    expect(queue.now().clash).toBeNull();
  });

  it('are left out when a person says so', async () => {
    const { queue, sent, answer } = desk();
    void queue.run(out('a'));
    void queue.run(out('b'));
    await answer(conflict(out('a')));
    queue.letGo();
    void queue.run(out('c'));
    expect(sent).toEqual([out('a'), out('c')]);
  });

  it('keep a problem on the page until the next one is begun', async () => {
    const { queue, answer } = desk();
    void queue.run(out('a'));
    void queue.run(out('b'));
    await answer(new ApiProblem(0, 'Cannot be reached.'));
    await answer();
    expect(queue.now().problem).toBe('Cannot be reached.');
    void queue.run(out('c'));
    expect(queue.now().problem).toBeNull();
  });
});
