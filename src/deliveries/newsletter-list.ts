/** What issues, and letters about them, belong to: their List-Id, and how mail programs call it. `name`: of the sender, null if unknown. */
export function newsletterList(name: string | null): { slug: 'newsletter'; name: string } {
  return { slug: 'newsletter', name: name === null ? 'The newsletter' : `The newsletter of ${name}` };
}
