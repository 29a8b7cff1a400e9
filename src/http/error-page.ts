/** What a page about an error may know: nothing that was not meant for people. */
export interface ErrorView {
  status: number;
  title: string;
  /** One or two sentences: what happened, and what helps. */
  detail: string;
  /** Field name as on the form → what is expected there. */
  fields: Record<string, string>;
}

/** Port: http decides which error it is, the house's front door fills this with a page that looks like the others. */
export abstract class ErrorPage {
  /** A whole HTML document. Must not throw and must not ask the database: it is shown when that is away, too. */
  abstract render(view: ErrorView): string;
}
