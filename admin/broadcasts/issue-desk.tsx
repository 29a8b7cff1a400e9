import { Alert, Anchor, Button, Group, Radio, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import { useMay } from '../api/me.js';
import { plainSubject } from '../courses/course-words.js';
import { SubjectFields } from '../lesson/head-fields.js';
import { LetterWorkplace } from '../lesson/letter-workplace.js';
import { RecoveredNote } from '../lesson/recovered-note.js';
import { SavingLine } from '../lesson/saving-line.js';
import { sentence } from '../lesson/sentence.js';
import { TestLetterButton } from '../lesson/test-letter-button.js';
import { SenderSelect } from '../settings/sender-select.js';
import { PageHead } from '../shell/page-head.js';
import { IssueClash } from './issue-clash.js';
import { type IssueWords, titleOf } from './issue-words.js';
import { useIssueDesk } from './use-issue-desk.js';
import { useIssuePictures } from './use-issue-place.js';
import lines from '../publishing/publishing.module.css';

/** An issue, being written; once it is to be sent, to be read. */
export function IssueDesk({ view }: { view: BroadcastView }) {
  const { desk, state, recovered, isOpen } = useIssueDesk(view);
  const pictures = useIssuePictures(view);
  const mayTest = useMay('letters.test');
  const { words } = state;
  const { template, subject, preheader, body, sender } = words;
  const typed = useMemo(
    () => ({ template, subject, preheader, body, sender }),
    [template, subject, preheader, body, sender],
  );
  const at = `/broadcasts/${view.id}`;
  return (
    <>
      <PageHead title={plainSubject(titleOf(words))} back={{ to: '/newsletter', label: 'Newsletter' }}>
        {isOpen && <SavingLine saving={state.saving} problem={state.problem} />}
        {mayTest && <TestLetterButton at={at} typed={typed} />}
        <Button
          className={lines.wraps ?? ''}
          renderRoot={(props) => <Link to={`/newsletter/${view.id}/send`} {...props} />}
        >
          {view.state === 'draft' ? 'Readers and sending' : 'How it goes'}
        </Button>
      </PageHead>
      <LetterWorkplace
        at={at}
        typed={typed}
        pictures={pictures}
        body={body}
        epoch={state.epoch}
        fault={state.faults.body}
        readOnly={!isOpen}
        onWrite={(next) => desk.write({ body: next })}
        above={
          <>
            {recovered && isOpen && <RecoveredNote />}
            {view.state !== 'draft' && <WordsStay view={view} />}
            <Stack gap="sm">
              <SubjectFields
                words={words}
                faults={state.faults}
                readOnly={!isOpen}
                onWrite={(some) => desk.write(some)}
              />
              <SenderSelect
                value={sender}
                fault={sentence(state.faults.sender)}
                readOnly={!isOpen}
                onChange={(next) => desk.write({ sender: next })}
              />
              <TemplateChoice
                template={template}
                readOnly={!isOpen}
                onChange={(next) => desk.write({ template: next })}
              />
            </Stack>
          </>
        }
      />
      <IssueClash state={state} onSettle={(whose) => void desk.settle(whose)} />
    </>
  );
}

function WordsStay({ view }: { view: BroadcastView }) {
  return (
    <Alert mb="md" color="sea">
      {view.state === 'scheduled'
        ? 'This issue is scheduled, and its words stay as they are until you take that back: '
        : 'This issue has gone to readers: its words stay as they are. '}
      <Anchor inherit renderRoot={(props) => <Link to={`/newsletter/${view.id}/send`} {...props} />}>
        {view.state === 'scheduled' ? 'to its sending' : 'How it goes'}
      </Anchor>
    </Alert>
  );
}

interface TemplateChoiceProps {
  template: IssueWords['template'];
  readOnly: boolean;
  onChange: (template: IssueWords['template']) => void;
}

function TemplateChoice({ template, readOnly, onChange }: TemplateChoiceProps) {
  return (
    <Radio.Group
      label="How it looks"
      value={template}
      readOnly={readOnly}
      onChange={(value) => onChange(value === 'plain' ? 'plain' : 'masthead')}
    >
      <Group gap="md" mt={6}>
        <Radio value="masthead" label="With your name on top" />
        <Radio value="plain" label="Like a typed letter" />
      </Group>
    </Radio.Group>
  );
}
