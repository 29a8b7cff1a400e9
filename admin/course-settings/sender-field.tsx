import { SenderSelect } from '../settings/sender-select.js';
import { Clash } from './setting-fields.js';
import { useSetting } from './settings-context.js';

/** Who the course's letters come from, one of the senders of the house. */
export function SenderField() {
  const { value, fault, readOnly, put } = useSetting<string | null>('sender');
  return (
    <>
      <SenderSelect value={value} fault={fault} readOnly={readOnly} onChange={put} />
      <Clash path="sender" />
    </>
  );
}
