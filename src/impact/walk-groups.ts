import type { GroupWalk, LastLesson, OpenLetter } from './group-walk.js';

/** A person, and the place as its facts in one text: two people stand alike exactly where these are equal. */
export interface PersonAtPlace {
  subscriberId: string;
  enrollmentId: string;
  place: string;
}

/** Everybody of a course who stands at one place and reads by one calendar. */
export interface WalkGroup {
  people: number;
  walk: GroupWalk;
  /** The first five of them, by when they came to the house. */
  examples: Array<{ subscriberId: string; enrollmentId: string }>;
}

const examplesKept = 5;

/** The facts of a place in the order in which WalkGroupsReader writes them; instants in seconds since 1970. */
type Place = [
  waiting: boolean,
  zone: string,
  hour: number,
  weekdays: number,
  nextSlotAt: number | null,
  had: string | null,
  lastDate: string | null,
  last: [slot: number, handedOver: number | null, keeps: number] | null,
  heldDate: string | null,
  open: boolean | null,
  openLesson: string | null,
  openSlot: number | null,
  openDate: string | null,
  openDue: number | null,
  openLeaveBy: number | null,
  openWithdrawable: boolean | null,
  openKeeps: boolean | null,
  openHandedOver: number | null,
  hasCompletion: boolean,
  suppressed: boolean,
  mayReopen: boolean,
];

/** Gathers people by place, one after the other. */
export class WalkGroups {
  private readonly groups = new Map<string, WalkGroup>();
  people = 0;

  constructor(private readonly lessonIds: readonly string[]) {}

  add(state: GroupWalk['state'], { place, ...example }: PersonAtPlace): void {
    this.people += 1;
    const key = `${state} ${place}`;
    const known = this.groups.get(key);
    if (!known) {
      const walk = walkOf(state, JSON.parse(place) as Place, this.lessonIds);
      this.groups.set(key, { people: 1, walk, examples: [example] });
      return;
    }
    known.people += 1;
    if (known.examples.length < examplesKept) known.examples.push(example);
  }

  all(): WalkGroup[] {
    return [...this.groups.values()];
  }
}

function walkOf(state: GroupWalk['state'], place: Place, lessonIds: readonly string[]): GroupWalk {
  const [waiting, zone, hour, weekdays, nextSlotAt, had, lastDate, last, heldDate] = place;
  const [hasCompletion, suppressed, mayReopen] = place.slice(-3) as [boolean, boolean, boolean];
  return {
    ...{ state, waiting, zone, hour, weekdays, heldDate, hasCompletion, suppressed, mayReopen },
    nextSlotAt: instant(nextSlotAt),
    had: new Set(lessonIds.filter((_, index) => had?.[index] === '1')),
    last: lastOf(last, lastDate),
    open: openOf(place),
  };
}

function lastOf(last: Place[7], localDate: string | null): LastLesson | null {
  const slot = instant(last?.[0] ?? null);
  if (!last || !slot || localDate === null) return null;
  return { localDate, slot, handedOverAt: instant(last[1]), keepsTwelveHours: last[2] === 1 };
}

function openOf(place: Place): OpenLetter | null {
  const [open, lessonId, slotAt, localDate, due, leave, withdrawable, keeps, handedOver] = place.slice(9, 18) as [
    ...[Place[9], Place[10], Place[11], Place[12], Place[13], Place[14], Place[15], Place[16], Place[17]],
  ];
  const [slot, dueAt, leaveBy] = [instant(slotAt), instant(due), instant(leave)];
  if (!open || !slot || localDate === null || !dueAt || !leaveBy) return null;
  return {
    ...{ lessonId, slot, localDate, dueAt, leaveBy },
    withdrawable: withdrawable ?? false,
    keepsTwelveHours: keeps ?? false,
    handedOverAt: instant(handedOver),
  };
}

function instant(epochSeconds: number | null): Date | null {
  return epochSeconds === null ? null : new Date(Math.round(epochSeconds * 1000));
}
