import { House1763856000000 } from './1763856000000-house.js';
import { AdminApi1764000000000 } from './1764000000000-admin-api.js';
import { Accounts1764001000000 } from './1764001000000-accounts.js';
import { LedgerDesk1764002000000 } from './1764002000000-ledger-desk.js';
import { SuppressionList1764002100000 } from './1764002100000-suppression-list.js';
import { Drafts1764003100000 } from './1764003100000-drafts.js';
import { CourseAliases1764005000000 } from './1764005000000-course-aliases.js';
import { FindingPeople1764006000000 } from './1764006000000-finding-people.js';
import { SuppressedPeople1764006100000 } from './1764006100000-suppressed-people.js';
import { Publishing1764007000000 } from './1764007000000-publishing.js';
import { LetterTurn1764008000000 } from './1764008000000-letter-turn.js';
import { UnusedPictures1764009000000 } from './1764009000000-unused-pictures.js';
import { SetAside1764010000000 } from './1764010000000-set-aside.js';
import { FindingParts1764011000000 } from './1764011000000-finding-parts.js';
import { ImpactReckonings1764012000000 } from './1764012000000-impact-reckonings.js';
import { SlowedSending1764015000000 } from './1764015000000-slowed-sending.js';
import { Senders1764017000000 } from './1764017000000-senders.js';
import { Broadcasts1764020000000 } from './1764020000000-broadcasts.js';
import { NoIssues1764021000000 } from './1764021000000-no-issues.js';
import { BroadcastSending1764022000000 } from './1764022000000-broadcast-sending.js';
import { SmallIndexes1764024000000 } from './1764024000000-small-indexes.js';

/** Every migration, oldest first. Listed, not globbed: a file that is forgotten here fails the build of the next one. */
export const migrations = [
  House1763856000000,
  AdminApi1764000000000,
  Accounts1764001000000,
  LedgerDesk1764002000000,
  SuppressionList1764002100000,
  Drafts1764003100000,
  CourseAliases1764005000000,
  FindingPeople1764006000000,
  SuppressedPeople1764006100000,
  Publishing1764007000000,
  LetterTurn1764008000000,
  UnusedPictures1764009000000,
  SetAside1764010000000,
  FindingParts1764011000000,
  ImpactReckonings1764012000000,
  SlowedSending1764015000000,
  Senders1764017000000,
  Broadcasts1764020000000,
  NoIssues1764021000000,
  BroadcastSending1764022000000,
  SmallIndexes1764024000000,
];
