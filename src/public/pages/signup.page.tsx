import type { PublishedCourse } from '../../courses/course-settings.js';
import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';
import { type SignupAttempt, SignupForm } from '../parts/signup-form.js';
import { sayDate, sayLessons } from '../when.js';

interface SignupPageProps {
  site: Site;
  course: PublishedCourse;
  attempt: SignupAttempt | null;
}

/** What one gets, how long it takes, who writes it, and the form that asks for an address. */
export function SignupPage({ site, course, attempt }: SignupPageProps) {
  const { settings, lessons } = course;
  const count = sayLessons(lessons.length);
  return (
    <PageLayout
      site={site}
      title={attempt ? `Please look again · ${settings.name}` : settings.name}
      description={settings.description}
      canonical={`/courses/${course.slug}`}
      script
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
        <section aria-labelledby="what">
          <h2 id="what">What you get</h2>
          <ul className="promises">
            {settings.page.promises.map((promise) => (
              <li key={promise}>{promise}</li>
            ))}
          </ul>
          {settings.startsOn && <p className="time">Everyone starts together, on {sayDate(settings.startsOn)}.</p>}
        </section>
        <section className="all-lessons" aria-labelledby="lessons">
          <h2 id="lessons">The {count}</h2>
          <p className="time">{settings.page.time}.</p>
          <ol className="lessons">
            {lessons.map((lesson) => (
              <li key={lesson.id}>{lesson.subject}</li>
            ))}
          </ol>
        </section>
        <section className="author" aria-labelledby="author">
          <h2 id="author">Who writes it</h2>
          <p>{settings.author.about}</p>
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

function CoursePicture({ course }: { course: PublishedCourse }) {
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
