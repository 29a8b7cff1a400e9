import { Alert, List } from '@mantine/core';
import { sentence } from '../lesson/sentence.js';

export interface FaultsProps {
  /** What keeps the issue from being sent, of what stands above. */
  faults: readonly string[];
}

export function Faults({ faults }: FaultsProps) {
  if (faults.length === 0) return null;
  return (
    <Alert color="coral" role="alert">
      {faults.length === 1 ? (
        sentence(faults[0])
      ) : (
        <List size="sm">
          {faults.map((fault) => (
            <List.Item key={fault}>{sentence(fault)}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
