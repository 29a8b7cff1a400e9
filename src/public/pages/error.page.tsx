import { Injectable } from '@nestjs/common';
import { ErrorPage, type ErrorView } from '../../http/error-page.js';
import { PageLayout } from '../parts/page-layout.js';
import { PageRenderer, type Site } from '../page-renderer.js';

/** Fills http's port: errors look like the rest of the house. */
@Injectable()
export class PublicErrorPage extends ErrorPage {
  constructor(private readonly pages: PageRenderer) {
    super();
  }

  render(view: ErrorView): string {
    return this.pages.render(ProblemPage, { view });
  }
}

function ProblemPage({ site, view }: { site: Site; view: ErrorView }) {
  const fields = Object.entries(view.fields);
  return (
    <PageLayout site={site} title={view.title}>
      <h1>{view.title}</h1>
      <p className="lead">{view.detail}</p>
      {fields.length > 0 && (
        <dl className="card">
          {fields.map(([name, expected]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{expected}</dd>
            </div>
          ))}
        </dl>
      )}
      {view.status === 410 ? (
        <p>
          Your newest letter holds links that work. Or begin afresh: <a href="/">sign up once more</a>.
        </p>
      ) : (
        <p>
          <a href="/">To the front page</a>
        </p>
      )}
    </PageLayout>
  );
}
