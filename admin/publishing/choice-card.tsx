import { Paper, Radio, Stack, Text } from '@mantine/core';
import type { ImpactView } from '../../src/impact/impact.schema.js';
import { choiceWords, plainSubject } from './publish-words.js';

export interface ChoiceCardProps {
  choice: ImpactView['choices'][number];
  answer: string | undefined;
  /** What the server said of it; undefined: nothing. */
  fault: string | undefined;
  onAnswer: (answer: string) => void;
}

/** One question that only the author can answer. */
export function ChoiceCard({ choice, answer, fault, onAnswer }: ChoiceCardProps) {
  const { title, answers } = choiceWords[choice.option];
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
      <Radio.Group
        name={choice.option}
        value={answer ?? null}
        onChange={onAnswer}
        label={title(choice.enrollments)}
        description={choice.lessons.length > 0 ? choice.lessons.map(plainSubject).join(' · ') : undefined}
        error={answer === undefined ? fault : undefined}
        styles={{ label: { fontWeight: 600, fontSize: 16 } }}
      >
        <Stack mt="md" gap="md">
          {Object.entries(answers).map(([value, [label, description]]) => (
            <Radio key={value} value={value} label={<Text fw={500}>{label}</Text>} description={description} />
          ))}
        </Stack>
      </Radio.Group>
    </Paper>
  );
}
