import type { PublishedCourse } from '../../courses/course-settings.js';
import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';
import { type SignupAttempt, SignupForm } from '../parts/signup-form.js';
import { sayDate, sayLessons } from '../when.js';

interface SignupPageProps {
  site: Site;
  course: SignupCourse;
  attempt: SignupAttempt | null;
  /** To look at only, as in the preview of a draft. */
  inert?: boolean;
}

/** As much of a course as its sign-up page shows; published, or a draft. */
type SignupCourse = Pick<PublishedCourse, 'slug' | 'settings' | 'pictures'> & {
  lessons: ReadonlyArray<{ key: string; subject: string }>;
};

/** What one gets, how long it takes, who writes it, and the form that asks for an address. */
export function SignupPage({ site, course, attempt, inert = false }: SignupPageProps) {
  const { settings, lessons } = course;
  const count = sayLessons(lessons.length);
  return (
    <PageLayout
      site={site}
      title={attempt ? `Please look again · ${settings.name}` : settings.name}
      description={settings.description}
      canonical={`/courses/${course.slug}`}
      script={!inert}
      inert={inert}
      width="wide"
    >
      <div className="hero">
        <div className="words">
          <p className="eyebrow">A course by email, one lesson at a time</p>
          <h1>{settings.page.headline}</h1>
          <p className="lead">{settings.page.lead}</p>
        </div>
        {settings.signups === 'open' ? <SignupForm course={course} attempt={attempt} /> : <Closed />}
        <CoursePicture course={course} />
      </div>
      <div className="columns">
        {(settings.page.promises.length > 0 || settings.startsOn) && (
          <section aria-labelledby="what">
            <h2 id="what">What you get</h2>
            <ul className="promises">
              {settings.page.promises.map((promise, place) => (
                <li key={place}>{promise}</li>
              ))}
            </ul>
            {settings.startsOn && <p className="time">Everyone starts together, on {sayDate(settings.startsOn)}.</p>}
          </section>
        )}
        <section className="all-lessons" aria-labelledby="lessons">
          <h2 id="lessons">The {count}</h2>
          {settings.page.time && <p className="time">{settings.page.time.replace(/\.$/, '')}.</p>}
          <ol className="lessons">
            {lessons.map((lesson) => (
              <li key={lesson.key}>{lesson.subject}</li>
            ))}
          </ol>
        </section>
        <section className="author" aria-labelledby="author">
          <h2 id="author">Who writes it</h2>
          <p>{settings.author.about || settings.author.name}</p>
          {settings.signups === 'open' && (
            <a className="button" href="#sign-up">
              Start with lesson 1
            </a>
          )}
        </section>
      </div>
    </PageLayout>
  );
}

function CoursePicture({ course }: { course: SignupCourse }) {
  const picture = course.settings.page.picture;
  const file = picture && course.pictures.get(picture.file);
  return file ? (
    <figure className="picture">
      <img src={`/pictures/${file.hash}`} alt={picture.alt} width={file.width} height={file.height} />
    </figure>
  ) : null;
}

function Closed() {
  return (
    <div className="card signup" id="sign-up">
      <h2>Not open just now</h2>
      <p>This course takes no new readers at the moment. Please come back a little later.</p>
    </div>
  );
}
