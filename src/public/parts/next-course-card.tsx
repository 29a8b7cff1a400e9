import type { NextOffer } from '../../enrollments/walk.reader.js';

interface NextCourseCardProps {
  /** Of the reader's page. */
  path: string;
  /** The walk that has ended. */
  enrollmentId: string;
  offer: NextOffer;
}

/** What comes after a course: the reader's own press, with the sentence it agrees to. The letter's link leads here. */
export function NextCourseCard({ path, enrollmentId, offer }: NextCourseCardProps) {
  return (
    <section className="card" id="next" aria-labelledby="next-title">
      <p className="eyebrow">{offer.words}</p>
      <h2 id="next-title">{offer.name}</h2>
      <p>{offer.lead}</p>
      <form method="post" action={`${path}/next`}>
        <input type="hidden" name="enrollment" value={enrollmentId} />
        <button type="submit">Yes, send me that one next</button>
      </form>
      <p className="consent">With this you say: “{offer.consent}” We send one letter first, with a button to begin.</p>
    </section>
  );
}
