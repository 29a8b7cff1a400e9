import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { Person } from '../../src/people/person.schema.js';
import { useMay } from '../api/me.js';
import { PersonDialog, type PersonAct } from './person-dialog.js';

/** What the team can do with this person. */
export function PersonMenu({ person }: { person: Person }) {
  const mayWrite = useMay('subscribers.write');
  const maySuppress = useMay('suppressions.write');
  const [act, setAct] = useState<PersonAct | null>(null);
  if (!mayWrite) return null;
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button rightSection={<IconChevronDown size={16} aria-hidden />}>Do something</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAct('edit')}>Name and time zone …</Menu.Item>
          <Menu.Item onClick={() => setAct('enroll')}>Enroll in a course …</Menu.Item>
          <Menu.Item component="a" href={`/api/admin/subscribers/${person.id}/export`}>
            Download everything kept (JSON)
          </Menu.Item>
          <Menu.Divider />
          {person.newsletter && (
            <Menu.Item onClick={() => setAct('newsletter')}>Unsubscribe from the newsletter …</Menu.Item>
          )}
          <Menu.Item onClick={() => setAct('unsubscribe')}>Unsubscribe from everything …</Menu.Item>
          {maySuppress && !person.suppressed && (
            <Menu.Item onClick={() => setAct('suppress')}>Suppress the address …</Menu.Item>
          )}
          {maySuppress && person.suppressed?.liftable && (
            <Menu.Item onClick={() => setAct('lift')}>Lift the suppression …</Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item color="coral" onClick={() => setAct('erase')}>
            Erase …
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {act && <PersonDialog person={person} act={act} onClose={() => setAct(null)} />}
    </>
  );
}
