/** A sender as an inbox shows it: 'Anna <anna@example.com>', or the address alone. Pure. */
export function shownSender({ name, email }: { name: string | null; email: string }): string {
  return name ? `${name} <${email}>` : email;
}
