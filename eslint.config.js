import tseslint from 'typescript-eslint';

/** One clock: only src/schedule may ask what time it is; everyone else is handed `now` (rule 1). */
const oneClock = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Read the time through Clock (src/schedule/clock.ts) and pass it down as `now`.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Read the time through Clock (src/schedule/clock.ts) and pass it down as `now`.',
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: 'Read the time through Clock (src/schedule/clock.ts) and pass it down as `now`.',
  },
  {
    selector:
      'TemplateElement[value.raw=/\\b(now|statement_timestamp|clock_timestamp)\\(\\)|\\bcurrent_(timestamp|date|time)\\b/i]',
    message:
      'SQL takes the time as a parameter; only the stores of workers, send rates and sessions measure elapsed time.',
  },
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'data', 'coverage', 'src/public/assets'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx', 'emails/**/*.tsx'],
    rules: { 'no-restricted-syntax': ['error', ...oneClock] },
  },
  {
    files: [
      'src/schedule/**/*.ts',
      'src/deliveries/worker.store.ts',
      'src/deliveries/rate.store.ts',
      'src/accounts/session.store.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
