import { Textarea } from '@mantine/core';
import { type RefObject, useEffect, useRef } from 'react';

export interface SourceViewProps {
  value: string;
  readOnly: boolean;
  /** A line to go to; a new object each time it is asked for. */
  line: { number: number } | null;
  onChange: (source: string) => void;
}

/** The letter's Markdown as it is kept. */
export function SourceView({ value, readOnly, line, onChange }: SourceViewProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (line) goTo(area, line.number);
  }, [line]);
  return (
    <Textarea
      ref={area}
      aria-label="Source of the letter"
      classNames={{ input: 'lesson-code lesson-source' }}
      autosize
      minRows={18}
      spellCheck
      readOnly={readOnly}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function goTo(area: RefObject<HTMLTextAreaElement | null>, line: number): void {
  const lines = (area.current?.value ?? '').split('\n');
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  area.current?.focus();
  area.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
}
