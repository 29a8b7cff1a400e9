import type { ReactNode } from 'react';
import { Heading, Hr, Link, Text } from 'react-email';
import { light } from './colors.js';
import { body, small, title } from './styles.js';

export function Title({ children }: { children: ReactNode }) {
  return (
    <Heading
      as="h1"
      className="h1 c-heading"
      style={{ ...title, margin: '0 0 14px', fontSize: 31, lineHeight: '37px' }}
    >
      {children}
    </Heading>
  );
}

export function SectionTitle({ children }: { children: ReactNode }) {
  return (
    <Heading
      as="h2"
      className="h2 c-heading"
      style={{ ...title, margin: '36px 0 10px', fontSize: 23, lineHeight: '30px' }}
    >
      {children}
    </Heading>
  );
}

export function SmallTitle({ children }: { children: ReactNode }) {
  return (
    <Heading
      as="h3"
      className="c-heading"
      style={{ ...body, margin: '24px 0 6px', fontWeight: 'bold', color: light.heading }}
    >
      {children}
    </Heading>
  );
}

export function Words({ children, last = false }: { children: ReactNode; last?: boolean }) {
  return (
    <Text className="c-ink" style={{ ...body, margin: last ? 0 : '0 0 16px' }}>
      {children}
    </Text>
  );
}

export function SmallPrint({ children }: { children: ReactNode }) {
  return (
    <Text className="c-muted" style={{ ...small, margin: '0 0 10px' }}>
      {children}
    </Text>
  );
}

export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="c-link" style={{ color: light.link, textDecoration: 'underline' }}>
      {children}
    </Link>
  );
}

export function QuietLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="c-muted" style={{ color: light.muted, textDecoration: 'underline' }}>
      {children}
    </Link>
  );
}

export function Rule() {
  return (
    <Hr
      className="r-rule"
      style={{
        margin: '32px 0',
        border: 'none',
        borderTop: `1px solid ${light.rule}`,
        borderColor: light.rule,
        width: '100%',
      }}
    />
  );
}
