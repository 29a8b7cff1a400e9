import fc from '../node_modules/fast-check/lib/fast-check.js';

/**
 * Properties look at the same cases each time, so that a run says the same twice; PROPERTY_SEED=random looks at others, and a number repeats
 * what a failure printed.
 */
const seed = process.env.PROPERTY_SEED ?? '20261125';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });

export * from '../node_modules/fast-check/lib/fast-check.js';
export default fc;
