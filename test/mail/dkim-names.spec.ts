import { describe, expect, it } from '@jest/globals';
import { dkimNames, houseSigningDomain, keysFor } from '../../src/mail/dkim-names.js';

const from = { MAIL_FROM: 'Maren <maren@example.com>' };

describe('which key signs a letter', () => {
  it.each([
    ['a key without a domain is the house’s', { DKIM_KEYS: 's1=/a.pem' }, ['s1 example.com /a.pem']],
    [
      'DKIM_DOMAIN names the house’s',
      { DKIM_KEYS: 's1=/a.pem', DKIM_DOMAIN: 'Example.net' },
      ['s1 example.net /a.pem'],
    ],
    [
      'a key may name its own',
      { DKIM_KEYS: 's1=/a.pem,s2@Other.org=/b.pem' },
      ['s1 example.com /a.pem', 's2 other.org /b.pem'],
    ],
    ['none', {}, []],
  ])('%s', (_what, settings, expected) => {
    const names = dkimNames({ ...from, ...settings });
    expect(names.map(({ selector, domain, file }) => `${selector} ${domain} ${file}`)).toEqual(expected);
  });

  it.each([
    ['its own domain’s', 'a@other.org', ['s2']],
    ['its own domain’s before that of the domain above', 'a@news.example.com', ['s3']],
    ['that of the domain above', 'a@x.other.org', ['s2']],
    ['those of the house where its domain has none', 'a@nowhere.test', ['s1', 'e1']],
    ['those of a domain in letters of its own', 'a@bücher.example', ['s4']],
    ['no half of a name for a domain', 'a@another.org', ['s1', 'e1']],
  ])('is %s', (_what, address, expected) => {
    const settings = {
      ...from,
      DKIM_KEYS: 's1=/a,e1=/b,s2@other.org=/c,s3@news.example.com=/d,s4@xn--bcher-kva.example=/e',
    };
    const keys = keysFor(dkimNames(settings), address, houseSigningDomain(settings));
    expect(keys.map(({ selector }) => selector)).toEqual(expected);
  });

  it('is one of a subdomain where the domain itself has none, as DMARC takes them for the same', () => {
    const settings = { ...from, DKIM_KEYS: 's1@mail.example.org=/a' };
    expect(keysFor(dkimNames(settings), 'a@example.org', houseSigningDomain(settings))).toHaveLength(1);
    expect(keysFor(dkimNames(settings), 'a@example.net', houseSigningDomain(settings))).toHaveLength(0);
  });
});
