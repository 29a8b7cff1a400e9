import { Section, Text } from 'react-email';
import { fonts, light } from './colors.js';

/** Above the sheet: whose letter this is. */
export function TopLine({ name }: { name: string }) {
  return (
    <Section tdClassName="edge" style={{ padding: '4px 20px 16px' }}>
      <Text
        className="c-heading"
        style={{
          margin: 0,
          fontFamily: fonts.serif,
          fontSize: 16,
          lineHeight: '22px',
          fontWeight: 'bold',
          color: light.heading,
        }}
      >
        {name}
      </Text>
    </Section>
  );
}
