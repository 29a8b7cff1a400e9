import { Heading, Section, Text } from 'react-email';
import type { Exercise } from '../../src/rendering/exercise-block.js';
import { mergeText, type Merge } from '../../src/rendering/merge-text.js';
import { light } from './colors.js';
import { Picture, type LetterPicture } from './picture.js';
import { body, label, title } from './styles.js';

interface Props {
  exercise: Exercise;
  merge: Merge;
  pictures: (path: string) => LetterPicture;
}

const cueText = { ...body, fontSize: 16, lineHeight: '24px' } as const;

/** One exercise on a card: picture, name, dose, numbered cues, the mistake to avoid. Legible from the floor. */
export function ExerciseCard({ exercise, merge, pictures }: Props) {
  return (
    <Section className="b-panel" style={{ margin: '28px 0', backgroundColor: light.panel, borderRadius: 14 }}>
      {exercise.picture && (
        <Section tdClassName="plate" style={{ padding: '12px 12px 0' }}>
          <Picture picture={pictures(exercise.picture.path)} alt={exercise.picture.alt} most={488} />
        </Section>
      )}
      <Section tdClassName="card" style={{ padding: '16px 16px 22px' }}>
        <Heading as="h3" className="c-heading" style={{ ...title, margin: 0, fontSize: 22, lineHeight: '28px' }}>
          {mergeText(exercise.name, merge)}
        </Heading>
        <Text
          className="c-accent"
          style={{ ...label, fontSize: 16, lineHeight: '24px', margin: '4px 0 16px', color: light.accent }}
        >
          {mergeText(exercise.dose, merge)}
        </Text>
        <table border={0} cellPadding={0} cellSpacing={0} role="presentation" width="100%">
          <tbody>
            {exercise.cues.map((cue, index) => (
              <tr key={index}>
                <td
                  width={30}
                  valign="top"
                  className="c-accent"
                  style={{
                    ...title,
                    width: 30,
                    fontSize: 19,
                    lineHeight: '24px',
                    color: light.accent,
                    paddingBottom: 10,
                  }}
                >
                  {index + 1}
                </td>
                <td valign="top" className="c-ink" style={{ ...cueText, paddingBottom: 10 }}>
                  {mergeText(cue, merge)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {exercise.mistake && (
          <Section
            className="r-rule"
            style={{ borderTop: `1px solid ${light.rule}`, borderColor: light.rule, marginTop: 8, paddingTop: 16 }}
          >
            <Text className="c-ink" style={{ ...cueText, margin: 0 }}>
              <strong className="c-accent" style={{ color: light.accent }}>
                Common mistake
              </strong>
              <br />
              {mergeText(exercise.mistake, merge)}
            </Text>
          </Section>
        )}
      </Section>
    </Section>
  );
}
