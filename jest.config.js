/** Jest as ESM: package.json sets --experimental-vm-modules; swc only strips types. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testRegex: 'test/.*\\.spec\\.tsx?$',
  globalSetup: '<rootDir>/test/postgres.setup.js',
  globalTeardown: '<rootDir>/test/postgres.teardown.js',
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
          target: 'es2022',
        },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: {
    '^\\./prism\\.mjs$|^marked$|^\\./components/tailwind/.*\\.mjs$': '<rootDir>/test/unused-by-letters.js',
    '^fast-check$': '<rootDir>/test/fast-check.js',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  // No test is quicker for a short one: a busy machine, or one four times slower than a developer's, must not fail any.
  testTimeout: 300_000,
  maxWorkers: 2,
};
