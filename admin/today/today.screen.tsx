import { useMe } from '../api/me.js';
import { PageHead } from '../shell/page-head.js';

export function Screen() {
  return <PageHead title="Today" lead={`Good to see you, ${useMe().name}.`} />;
}
