import { Alert, Button, Checkbox, Code, CopyButton, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { permissions } from '../../src/accounts/permissions.js';
import { call } from '../api/call.js';
import { faultOf, isAboutFields, sayProblem } from '../api/problem.js';
import { queryClient } from '../api/query-client.js';
import { permissionWords } from './role-words.js';

/** Makes a key, and shows it this once. */
export function NewKeyButton() {
  const [open, { open: show, close }] = useDisclosure(false);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read']);
  const make = useMutation({
    mutationFn: () => call<{ id: string; key: string }>('POST', '/keys', { name, scopes }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['keys'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    make.mutate();
  };
  const done = () => {
    close();
    setName('');
    setScopes(['read']);
    make.reset();
  };
  const inFields = isAboutFields(make.error);
  return (
    <>
      <Button variant="default" leftSection={<IconKey size={18} aria-hidden />} onClick={show}>
        Make a key
      </Button>
      {/* Once a key is shown, a click beside the dialog must not take it away. */}
      <Modal opened={open} onClose={done} title="Make a key" closeOnClickOutside={!make.data}>
        {make.data ? (
          <TheKey value={make.data.key} onDone={done} />
        ) : (
          <form onSubmit={submit} noValidate>
            <Stack>
              {make.error && !inFields && (
                <Alert color="coral" role="alert">
                  {sayProblem(make.error)}
                </Alert>
              )}
              <TextInput
                label="What it is for"
                placeholder="Sign-ups from our shop"
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={faultOf(make.error, 'name')}
                data-autofocus
                required
              />
              <Checkbox.Group label="It may" value={scopes} onChange={setScopes} error={faultOf(make.error, 'scopes')}>
                <Stack gap="xs" mt="xs">
                  {permissions.map((each) => (
                    <Checkbox key={each} value={each} label={permissionWords[each]} />
                  ))}
                </Stack>
              </Checkbox.Group>
              <Button type="submit" loading={make.isPending}>
                Make the key
              </Button>
            </Stack>
          </form>
        )}
      </Modal>
    </>
  );
}

function TheKey({ value, onDone }: { value: string; onDone: () => void }) {
  return (
    <Stack role="status">
      <Text>Copy it now: it is not shown again, and we cannot look it up.</Text>
      <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {value}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? 'Copied' : 'Copy the key'}
          </Button>
        )}
      </CopyButton>
      <Button onClick={onDone}>Done</Button>
    </Stack>
  );
}
