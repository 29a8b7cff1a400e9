import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The command was called wrongly: exit code 2, one sentence. */
export class Misuse extends Error {}

/** node:util's parseArgs, with its complaints turned into Misuse. */
export function readWords<Options extends NonNullable<ParseArgsConfig['options']>>(words: string[], options: Options) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true });
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error));
  }
}

/** For commands that take options only: a word too many is a mistake, not something to pass over. */
export function refuseSurplus(command: string, positionals: readonly string[]): void {
  const [surplus] = positionals;
  if (surplus !== undefined) throw new Misuse(`${command} takes no "${surplus}". Run coursepost help.`);
}
