import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const off = 'off' as const;

/** html-validate's recommended rules, but for what letters need that pages do not. */
const rules = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:recommended'],
    rules: {
      // Inline styles are the only ones that hold everywhere.
      'no-inline-style': off,
      // Outlook on Windows lays out by the old attributes of tables.
      'no-deprecated-attr': off,
      'no-conditional-comment': off,
      // As React writes: <br/>, cellPadding.
      'void-style': off,
      'attr-case': off,
      // Mail programs drop <main>; a div with its role stays.
      'prefer-native-element': off,
      'doctype-style': 'error',
      'missing-doctype': 'error',
      'no-dup-id': 'error',
      'no-style-tag': off,
    },
  }),
);

/** `line: rule: what is wrong`, empty when nothing is. */
export async function htmlFaults(html: string): Promise<string[]> {
  const { results } = await rules.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${line}: ${ruleId}: ${message}`),
  );
}
