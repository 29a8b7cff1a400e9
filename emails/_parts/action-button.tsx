import { Button } from 'react-email';
import { fonts, light } from './colors.js';

const look = {
  padding: '16px 32px',
  borderRadius: 10,
  backgroundColor: light.action,
  color: light.onAction,
  fontFamily: fonts.sans,
  fontSize: 17,
  fontWeight: 'bold',
  textAlign: 'center',
} as const;

/** The one thing to press. Padding holds in Outlook too (React Email's button does the trick with font widths). */
export function ActionButton({ href, children }: { href: string; children: string }) {
  return (
    <Button href={href} className="b-action c-onAction" style={look}>
      {children}
    </Button>
  );
}

/** The same button where it is really pressed: in the browser, as a POST. */
export function FormButton({ path, children }: { path: string; children: string }) {
  return (
    <form method="post" action={path} style={{ margin: 0 }}>
      <button
        type="submit"
        className="b-action c-onAction"
        style={{ ...look, border: 0, lineHeight: '20px', cursor: 'pointer' }}
      >
        {children}
      </button>
    </form>
  );
}
