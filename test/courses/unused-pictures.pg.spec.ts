import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../src/database/transaction.js';
import type { DraftView, DraftEdit } from '../../src/courses/draft.schema.js';
import { EditGroundReader } from '../../src/courses/edit-ground.reader.js';
import { UnusedPictures } from '../../src/courses/unused-pictures.service.js';
import { PictureStore } from '../../src/pictures/picture.store.js';
import { TestHouse } from '../house.js';
import { course, png } from './course-sample.js';

const api = '/api/admin/courses/sample';

describe('pictures that nobody uses', () => {
  let house: TestHouse;
  let editor: Awaited<ReturnType<TestHouse['signedIn']>>;
  beforeAll(async () => {
    const files = course(['one'], '', { 'pictures/published.png': png(9, 9, 'published') });
    house = await TestHouse.open({ at: '2026-03-02T09:00Z', course: files });
    editor = await house.signedIn('editor');
  });
  afterAll(() => house.close());

  const upload = async (name: string): Promise<string> => {
    const sent = editor.post(`${api}/pictures`).set('Content-Type', 'image/png').set('X-File-Name', `${name}.png`);
    return ((await sent.send(Buffer.from(png(8, 8, name))).expect(200)).body as { hash: string }).hash;
  };
  const edit = async (...edits: DraftEdit[]) => {
    const { version } = (await editor.get(`${api}/draft`).expect(200)).body as DraftView;
    return editor.post(`${api}/draft/edits`).send({ version, edits });
  };
  const add = (name: string, hash: string) => edit({ kind: 'picture.add', path: `pictures/${name}.png`, hash });
  const days = (count: number) => house.clock.moveTo(new Date(house.clock.now().getTime() + count * 86_400_000));
  const clear = () => house.app.get(UnusedPictures).clear(house.clock.now());
  const kept = async (hash: string) => (await house.app.get(PictureStore, { strict: false }).find(hash)) !== null;

  it('are cleared after a week; what a draft, an undo or a revision shows stays, and what was brought again', async () => {
    const [never, inDraft, taken, again] = [
      await upload('never'),
      await upload('in'),
      await upload('out'),
      await upload('again'),
    ];
    expect((await add('in', inDraft)).status).toBe(200);
    expect((await add('out', taken)).status).toBe(200);
    expect((await edit({ kind: 'picture.remove', path: 'pictures/out.png' })).status).toBe(200);
    days(6);
    expect(await clear()).toBe(0);
    await upload('again');
    days(2);
    expect(await clear()).toBe(1);
    expect(await Promise.all([never, inDraft, taken, again].map(kept))).toEqual([false, true, true, true]);
    const rows = await house.database.dataSource.query<unknown[]>('select 1 from pictures');
    expect(rows).toHaveLength(4);
    const { version } = (await editor.get(`${api}/draft`).expect(200)).body as DraftView;
    const back = await editor.post(`${api}/draft/undo`).send({ version }).expect(200);
    expect((back.body as DraftView).pictures.map(({ path }) => path)).toContain('pictures/out.png');
  });

  it('stay when somebody begins to use one at that moment', async () => {
    const hash = await upload('begun');
    days(8);
    const edits: DraftEdit[] = [{ kind: 'picture.add', path: 'pictures/begun.png', hash }];
    await inTransaction(house.database.dataSource, async (db) => {
      await house.app.get(EditGroundReader, { strict: false }).forEdits('0', [], edits, db);
      await clear();
      expect(await kept(hash)).toBe(true);
    });
  });

  it('are gone for whoever comes while one is being cleared: the edit says so, and changes nothing', async () => {
    const hash = await upload('late');
    const pictures = house.app.get(PictureStore, { strict: false });
    const late: Array<ReturnType<typeof add>> = [];
    await inTransaction(house.database.dataSource, async (db) => {
      expect(await pictures.hold([hash], db)).toEqual([hash]);
      late.push(add('late', hash));
      // The edit waits for the picture's row.
      const waits = `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await house.database.dataSource.query<Array<{ n: number }>>(waits))[0]?.n === 0);
      await pictures.remove([hash], db);
    });
    const [answer] = await Promise.all(late);
    expect(answer?.status).toBe(422);
    expect(answer?.body).toMatchObject({ fields: { 'picture.hash': expect.stringMatching(/upload it first/) } });
  });
});
