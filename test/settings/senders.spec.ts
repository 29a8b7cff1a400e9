import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config/config.js';
import { newSender } from '../../src/settings/sender.schema.js';
import { type KeptSender, letterheadFrom, presentSenders } from '../../src/settings/senders.js';
import { signingWarning } from '../../src/settings/signing-warning.js';

const sender = (id: string, email: string, isDefault = false): KeptSender => ({
  ...{ id, version: 1, name: `Name ${id}`, email, replyTo: null, isDefault },
});
const anna = sender('1', 'anna@example.com');
const ben = sender('2', 'ben@example.com', true);

describe('the senders of a house', () => {
  it.each([
    ['an example as long as nobody has said anything', {}, [], ['hello@coursepost.test by default']],
    ['the list, the default first', {}, [anna, ben], ['ben@example.com by page', 'anna@example.com by page']],
    [
      'MAIL_FROM before the list, whatever was the default there',
      { MAIL_FROM: 'Post <post@example.com>' },
      [anna, ben],
      ['post@example.com by environment', 'anna@example.com by page', 'ben@example.com by page'],
    ],
    [
      'MAIL_FROM instead of one of the list with its address, however spelled',
      { MAIL_FROM: 'ANNA@Example.com' },
      [anna, ben],
      ['ANNA@Example.com by environment', 'ben@example.com by page'],
    ],
    [
      'the example before a list without a default',
      {},
      [anna],
      ['hello@coursepost.test by default', 'anna@example.com by page'],
    ],
  ])('are %s', (_what, environment, kept, expected) => {
    const present = presentSenders(kept, readConfig(environment));
    expect(present.map(({ email, setBy }) => `${email} by ${setBy}`)).toEqual(expected);
    expect(present.map(({ isDefault }) => isDefault)).toEqual(present.map((_, index) => index === 0));
  });

  it('have answers sent to their own address for them, else to the house’s', () => {
    const house = { replyTo: 'desk@example.com', postalAddress: 'Here 1' };
    const [own] = presentSenders([{ ...ben, replyTo: 'ben-answers@example.com' }], readConfig({}));
    const [none] = presentSenders([ben], readConfig({}));
    expect(own && letterheadFrom(own, house).replyTo).toBe('ben-answers@example.com');
    expect(none && letterheadFrom(none, house).replyTo).toBe('desk@example.com');
  });

  it.each([
    [{ name: 'M', email: 'nobody' }, 'email', 'name@example.com'],
    [{ name: 'M\r\nBcc: x@y.test', email: 'a@b.test' }, 'name', 'one line'],
    [{ name: 'M <m@b.test>', email: 'a@b.test' }, 'name', 'leave out'],
    [{ name: 'M', email: 'a@b.test', replyTo: 'a@b.test, c@d.test' }, 'replyTo', 'one address'],
  ])('refuse %j in words', (typed, field, words) => {
    const { error } = newSender.safeParse(typed);
    expect(error?.issues.find((issue) => issue.path.join('.') === field)?.message).toContain(words);
  });

  it.each([
    ['says nothing where the house signs nothing', {}, 'a@other.test', null],
    ['says nothing of a domain that is signed for', { DKIM_KEYS: 's=/k' }, 'a@coursepost.test', null],
    [
      'names both domains where they differ',
      { DKIM_KEYS: 's=/k' },
      'a@other.test',
      'for coursepost.test, not for other.test',
    ],
    ['takes a key of its own', { DKIM_KEYS: 's=/k,s@other.test=/l' }, 'a@other.test', null],
    [
      'says that no key is there',
      { DKIM_KEYS: 's@third.test=/l' },
      'a@other.test',
      'not signed: no key is for other.test',
    ],
  ])('a warning about a signature %s', (_what, environment, email, words) => {
    const warning = signingWarning(email, readConfig(environment));
    if (words === null) expect(warning).toBeNull();
    else expect(warning).toContain(words);
  });
});
