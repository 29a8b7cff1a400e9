import { Section, Text } from 'react-email';
import { light } from './colors.js';
import { small, title } from './styles.js';

/** Above the sheet: whose newsletter it is, large, and the date of the issue. */
export function Masthead({ name, date }: { name: string; date: string }) {
  return (
    <Section tdClassName="edge" style={{ padding: '18px 20px 22px' }}>
      <Text
        className="c-heading"
        style={{ ...title, margin: '0 0 8px', fontSize: 26, lineHeight: '32px', textAlign: 'center' }}
      >
        {name}
      </Text>
      {/* A cell draws the rule: Outlook on Windows gives a block neither its width nor its height. */}
      <table border={0} cellPadding={0} cellSpacing={0} role="presentation" align="center" width={56}>
        <tbody>
          <tr>
            <td
              className="b-accent"
              style={{ height: 3, lineHeight: '3px', fontSize: 1, backgroundColor: light.accent }}
            >
              {'\u00a0'}
            </td>
          </tr>
        </tbody>
      </table>
      <Text className="c-muted" style={{ ...small, margin: '8px 0 0', textAlign: 'center' }}>
        {date}
      </Text>
    </Section>
  );
}
