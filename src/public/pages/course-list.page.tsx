import type { PublishedCourse } from '../../courses/course-settings.js';
import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';
import { sayLessons } from '../when.js';

/** What is on offer, when it is more than one course, or none yet. */
export function CourseListPage({ site, courses }: { site: Site; courses: readonly PublishedCourse[] }) {
  return (
    <PageLayout
      site={site}
      title="Courses by email"
      description="Courses that come by email, one lesson a day."
      canonical="/"
      width="wide"
    >
      <h1>Courses by email</h1>
      <p className="lead">One short lesson a day, in your own morning. Pick one; you can stop at any time.</p>
      {courses.length === 0 && <p className="card">Nothing is on offer yet. The first course is being written.</p>}
      <ul className="offers">
        {courses.map((course) => (
          <li className="card offer" key={course.id}>
            <OfferPicture course={course} />
            <h2>
              <a href={`/courses/${course.slug}`}>{course.settings.name}</a>
            </h2>
            <p>{course.settings.description}</p>
            <p className="small">
              {sayLessons(course.lessons.length).replace(/^./, (letter) => letter.toUpperCase())} ·{' '}
              {course.settings.page.time}
            </p>
          </li>
        ))}
      </ul>
    </PageLayout>
  );
}

function OfferPicture({ course }: { course: PublishedCourse }) {
  const picture = course.settings.page.picture;
  const file = picture && course.pictures.get(picture.file);
  return file ? (
    <img src={`/pictures/${file.hash}`} alt="" width={file.width} height={file.height} loading="lazy" />
  ) : null;
}
