import { describe, expect, it } from '@jest/globals';
import express from 'express';
import { ConfigFault, configWarnings, readConfig } from '../../src/config/config.js';
import { trustedProxies } from '../../src/http/client-address.js';

function faultsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigFault) return error.message;
    throw error;
  }
  return '';
}

describe('the settings', () => {
  it('all have a default that runs on this machine alone', () => {
    const config = readConfig({});
    expect(config.settings).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', INBOX_PORT: 1080, LEASE_SECONDS: 60 });
    expect(config.publicUrl).toBe('http://localhost:3000');
  });

  it('take an empty value for an absent one, as compose files write it', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: ' ' }).settings).toMatchObject({ PORT: 3000 });
  });

  it.each([
    ['PORT', 'eighty', 'a whole number from 0 to 65535'],
    ['PORT', '70000', 'a whole number from 0 to 65535'],
    ['PUBLIC_URL', 'example.com', 'http:// or https://'],
    ['SEND_CONNECTIONS', '0', 'a whole number from 1 to 200'],
    ['LOG_LEVEL', 'loud', 'fatal, error, warn, info, debug, trace or silent'],
    ['MAIL_FROM', 'nobody', 'an address'],
    ['IN_DOUBT', 'maybe', 'resend or hold'],
    ['PUBLIC_URL', 'https://example.com/courses', 'an origin without a path'],
    ['PUBLIC_URL', 'https://example.com/?from=here', 'an origin without a path'],
    ['PUBLIC_URL', 'https://example.com/#top', 'an origin without a path'],
    ['TRUST_PROXY', 'proxy.example.com', 'a number of hops, or addresses'],
    ['TRUST_PROXY', 'true', 'a number of hops, or addresses'],
    ['TRUST_PROXY', '100', 'a number of hops, or addresses'],
    ['TRUST_PROXY', '10.0.0.0/33', 'a number of hops, or addresses'],
    ['TRUST_PROXY', '10.0.0.0/0', 'a number of hops, or addresses'],
    ['TRUST_PROXY', '10.0.0.0/8/9', 'a number of hops, or addresses'],
    ['TRUST_PROXY', 'loopback/8', 'a number of hops, or addresses'],
    ['TRUST_PROXY', 'loopback,,::1', 'a number of hops, or addresses'],
  ])('stop the start when %s is %s: name, value and what is expected', (name, value, expected) => {
    const message = faultsOf({ [name]: value });
    expect(message).toContain(name);
    expect(message).toContain(JSON.stringify(value));
    expect(message).toContain(expected);
  });

  it.each(['', '1', 'loopback', 'loopback, 10.0.0.0/8', '192.0.2.1', '2001:db8::/32', 'fe80::1'])(
    'take TRUST_PROXY=%j, and the web server understands it',
    (value) => {
      const { TRUST_PROXY } = readConfig({ TRUST_PROXY: value }).settings;
      expect(() => express().set('trust proxy', trustedProxies(TRUST_PROXY))).not.toThrow();
    },
  );

  it.each([
    ['DATABASE_URL', 'mysql://root:hunter22@db/x'],
    ['SMTP_URL', 'http://user:hunter22@mail'],
    ['SECRET', 'hunter22'],
  ])('never show what stands in %s', (name, value) => {
    const message = faultsOf({ [name]: value });
    expect(message).toContain(name);
    expect(message).not.toContain('hunter22');
  });

  it('refuse a public address without mail server, sender and postal address, naming each', () => {
    const message = faultsOf({ PUBLIC_URL: 'https://courses.example.com' });
    for (const name of ['SMTP_URL', 'MAIL_FROM', 'POSTAL_ADDRESS']) expect(message).toContain(name);
  });

  it('warn of a public address without https', () => {
    const real = { SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'a@example.com', POSTAL_ADDRESS: 'here' };
    expect(configWarnings(readConfig({ ...real, PUBLIC_URL: 'http://courses.example.com' }))).toHaveLength(1);
    expect(configWarnings(readConfig({ ...real, PUBLIC_URL: 'https://courses.example.com' }))).toEqual([]);
    expect(configWarnings(readConfig({ PUBLIC_URL: 'http://localhost:4000' }))).toEqual([]);
  });
});
