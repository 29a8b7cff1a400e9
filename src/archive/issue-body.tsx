import type { ReactNode } from 'react';
import type { Block, Inline, LessonDocument } from '../rendering/lesson-document.js';
import type { Exercise } from '../rendering/exercise-block.js';
import { mergeText, type MergeText } from '../rendering/merge-text.js';

/** A picture as a page needs it: its address, and its size in pixels; a page shows it no wider than its column. */
export interface PagePicture {
  src: string;
  width: number;
  height: number;
}

interface IssueBodyProps {
  document: LessonDocument;
  /** Null: there is none of this path; its words stand instead. */
  picture: (path: string) => PagePicture | null;
}

/** An issue's words as plain HTML, for a page and for a feed: no styles of its own, nobody's name but the fallback. */
export function IssueBody({ document, picture }: IssueBodyProps) {
  // A heading of the third level stands under one of the second, or it is one itself: nobody who goes by headings misses a step.
  let below = false;
  const show = (block: Block, key: number): ReactNode => {
    switch (block.type) {
      case 'heading': {
        const Level = block.level === 3 && below ? 'h3' : 'h2';
        below = true;
        return <Level key={key}>{inline(block.children)}</Level>;
      }
      case 'paragraph':
        return <p key={key}>{inline(block.children)}</p>;
      case 'list': {
        const List = block.ordered ? 'ol' : 'ul';
        return (
          <List key={key} start={block.ordered && block.start !== 1 ? block.start : undefined}>
            {block.items.map((item, place) => (
              <li key={place}>
                {item.length === 1 && item[0]?.type === 'paragraph' ? inline(item[0].children) : item.map(show)}
              </li>
            ))}
          </List>
        );
      }
      case 'quote':
        return <blockquote key={key}>{block.children.map(show)}</blockquote>;
      case 'picture':
        return <Picture key={key} picture={picture(block.path)} alt={block.alt} />;
      case 'button':
        return (
          <p key={key}>
            <a className="button" href={block.url}>
              {fallbacks(block.words)}
            </a>
          </p>
        );
      case 'code':
        return (
          <pre key={key}>
            <code>{block.value}</code>
          </pre>
        );
      case 'rule':
        return <hr key={key} />;
      case 'exercise':
        return <ExerciseCard key={key} exercise={block} picture={picture} name={below ? 'h3' : 'h2'} />;
    }
  };
  return <>{document.blocks.map(show)}</>;
}

/** What a reader without a name would read. */
export function fallbacks(parts: MergeText): string {
  return mergeText(parts, (_, fallback) => fallback);
}

function Picture({ picture, alt }: { picture: PagePicture | null; alt: string }) {
  if (!picture) return <p>{alt}</p>;
  return (
    <figure>
      <img src={picture.src} alt={alt} width={picture.width} height={picture.height} />
    </figure>
  );
}

interface ExerciseCardProps {
  exercise: Exercise;
  picture: IssueBodyProps['picture'];
  name: 'h2' | 'h3';
}

function ExerciseCard({ exercise, picture, name: Name }: ExerciseCardProps) {
  return (
    <section className="exercise">
      {exercise.picture && <Picture picture={picture(exercise.picture.path)} alt={exercise.picture.alt} />}
      <Name>{fallbacks(exercise.name)}</Name>
      <p>
        <strong>{fallbacks(exercise.dose)}</strong>
      </p>
      <ol>
        {exercise.cues.map((cue, place) => (
          <li key={place}>{fallbacks(cue)}</li>
        ))}
      </ol>
      {exercise.mistake && (
        <p>
          <strong>Common mistake:</strong> {fallbacks(exercise.mistake)}
        </p>
      )}
    </section>
  );
}

function inline(parts: readonly Inline[]): ReactNode[] {
  return parts.map((part, key) => {
    switch (part.type) {
      case 'text':
        return part.value;
      case 'merge':
        return part.fallback;
      case 'strong':
        return <strong key={key}>{inline(part.children)}</strong>;
      case 'emphasis':
        return <em key={key}>{inline(part.children)}</em>;
      case 'code':
        return <code key={key}>{part.value}</code>;
      case 'break':
        return <br key={key} />;
      case 'link':
        return (
          <a key={key} href={part.url}>
            {inline(part.children)}
          </a>
        );
    }
  });
}
