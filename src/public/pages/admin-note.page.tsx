import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';

/** For the author of a course: files now, pages later. */
export function AdminNotePage({ site }: { site: Site }) {
  return (
    <PageLayout site={site} title="No admin pages yet">
      <h1>No admin pages yet</h1>
      <p className="lead">
        This version of Coursepost has none: courses are files for now. Fetch one, change it in your own editor, and
        publish it again.
      </p>
      <pre className="command">
        <code>
          npx coursepost course pull <span className="whole">strong-glutes DIR</span>
        </code>
      </pre>
      <pre className="command">
        <code>npx coursepost course push DIR</code>
      </pre>
      <p>
        Readers in the middle of the course keep their place: nothing comes twice, nothing is lost. The files are
        explained in <code>docs/course-format.md</code> in the project.
      </p>
    </PageLayout>
  );
}
