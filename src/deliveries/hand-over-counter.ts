import { Counter } from 'prom-client';

/** Letters handed over by this process, by kind and by what the mail server made of it. No addresses, no ids (rule 32). */
export const handOvers = new Counter({
  name: 'coursepost_hand_overs_total',
  help: 'Letters handed to the mail server by this process.',
  labelNames: ['kind', 'verdict'] as const,
});
