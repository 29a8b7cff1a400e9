import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config/config.js';
import { configSchema } from '../../src/config/config.schema.js';

const lines = readFileSync('.env.example', 'utf8').split('\n');
const setting = /^# ([A-Z_]+)=(.*)$/;
const shown = lines.flatMap((line, index) => {
  const name = setting.exec(line)?.[1];
  return name ? [{ name, description: lines[index - 1] }] : [];
});

describe('.env.example', () => {
  it('shows every setting, in the order of the schema, and no other', () => {
    expect(shown.map(({ name }) => name)).toEqual(Object.keys(configSchema.shape));
  });

  it('says of each what the schema says', () => {
    const said = Object.entries(configSchema.shape).map(([name, { description }]) => ({
      name,
      description: `# ${description}`,
    }));
    expect(shown).toEqual(said);
  });

  it('changes nothing when it is copied as it is', () => {
    expect(parseEnv(lines.join('\n'))).toEqual({});
  });

  it('shows the defaults: with every line switched on, the settings are those of an empty environment', () => {
    const everything = lines.map((line) => (setting.test(line) ? line.slice(2) : line)).join('\n');
    const given = parseEnv(everything);
    expect(Object.keys(given).sort()).toEqual(Object.keys(configSchema.shape).sort());
    expect(readConfig(given).settings).toEqual(readConfig({}).settings);
  });

  it('leaves a value empty only where there is no default', () => {
    const defaults: Record<string, unknown> = readConfig({}).settings;
    const empty = lines.flatMap((line) => (setting.exec(line)?.[2] === '' ? [setting.exec(line)?.[1] ?? ''] : []));
    expect(empty.filter((name) => (defaults[name] ?? '') !== '')).toEqual([]);
  });
});
