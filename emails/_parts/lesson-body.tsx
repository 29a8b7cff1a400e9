import type { ReactNode } from 'react';
import type { Block, Inline, LessonDocument } from '../../src/rendering/lesson-document.js';
import { mergeText, type Merge } from '../../src/rendering/merge-text.js';
import { ActionButton } from './action-button.js';
import { fonts, light } from './colors.js';
import { ExerciseCard } from './exercise-card.js';
import { Picture, type LetterPicture } from './picture.js';
import { TakeHome } from './take-home.js';
import { body } from './styles.js';
import { Rule, SectionTitle, SmallTitle, TextLink, Words } from './words.js';

export interface LessonBodyProps {
  document: LessonDocument;
  merge: Merge;
  /** Path as the author wrote it → the picture to show; throws when there is none. */
  pictures: (path: string) => LetterPicture;
}

/** What the author wrote, in the letter's own type. */
export function LessonBody({ document, merge, pictures }: LessonBodyProps) {
  const show = (block: Block, key: number, last: boolean): ReactNode => {
    switch (block.type) {
      case 'heading': {
        const Level = block.level === 2 ? SectionTitle : SmallTitle;
        return <Level key={key}>{inline(block.children, merge)}</Level>;
      }
      case 'paragraph':
        return (
          <Words key={key} last={last}>
            {inline(block.children, merge)}
          </Words>
        );
      case 'list': {
        const List = block.ordered ? 'ol' : 'ul';
        return (
          <List
            key={key}
            start={block.ordered && block.start !== 1 ? block.start : undefined}
            className="c-ink"
            style={{ ...body, margin: last ? 0 : '0 0 16px', padding: '0 0 0 24px' }}
          >
            {block.items.map((item, index) => (
              <li key={index} style={{ margin: '0 0 8px', paddingLeft: 4 }}>
                {item.length === 1 && item[0]?.type === 'paragraph'
                  ? inline(item[0].children, merge)
                  : item.map((inner, place) => show(inner, place, place === item.length - 1))}
              </li>
            ))}
          </List>
        );
      }
      case 'quote':
        return (
          <TakeHome key={key}>
            {block.children.map((inner, place) =>
              inner.type === 'paragraph' ? (
                <p key={place} style={{ margin: place === 0 ? 0 : '12px 0 0' }}>
                  {inline(inner.children, merge)}
                </p>
              ) : (
                show(inner, place, place === block.children.length - 1)
              ),
            )}
          </TakeHome>
        );
      case 'picture':
        return (
          <div key={key} style={{ margin: '8px 0 24px' }}>
            <Picture picture={pictures(block.path)} alt={block.alt} />
          </div>
        );
      case 'button':
        return (
          <div key={key} style={{ margin: '8px 0 24px' }}>
            <ActionButton href={block.url}>{mergeText(block.words, merge)}</ActionButton>
          </div>
        );
      case 'code':
        return (
          <pre
            key={key}
            className="b-panel c-ink"
            style={{
              margin: '0 0 16px',
              padding: '14px 16px',
              borderRadius: 10,
              backgroundColor: light.panel,
              color: light.ink,
              fontFamily: fonts.mono,
              fontSize: 15,
              lineHeight: '22px',
              whiteSpace: 'pre-wrap',
            }}
          >
            {block.value}
          </pre>
        );
      case 'rule':
        return <Rule key={key} />;
      case 'exercise':
        return <ExerciseCard key={key} exercise={block} merge={merge} pictures={pictures} />;
    }
  };
  return <>{document.blocks.map((block, index) => show(block, index, false))}</>;
}

/** Neighbouring words become one string, so that a filled place and a rendered one are the same bytes. */
export function inline(parts: readonly Inline[], merge: Merge): ReactNode[] {
  const out: ReactNode[] = [];
  const words = (text: string) => {
    const last = out.at(-1);
    if (typeof last === 'string') out[out.length - 1] = last + text;
    else out.push(text);
  };
  parts.forEach((part, key) => {
    switch (part.type) {
      case 'text':
        return words(part.value);
      case 'merge':
        return words(merge(part.field, part.fallback));
      case 'strong':
        return out.push(<strong key={key}>{inline(part.children, merge)}</strong>);
      case 'emphasis':
        return out.push(<em key={key}>{inline(part.children, merge)}</em>);
      case 'code':
        return out.push(
          <code key={key} style={{ fontFamily: fonts.mono, fontSize: 15 }}>
            {part.value}
          </code>,
        );
      case 'break':
        return out.push(<br key={key} />);
      case 'link':
        return out.push(
          <TextLink key={key} href={part.url}>
            {inline(part.children, merge)}
          </TextLink>,
        );
    }
  });
  return out;
}
