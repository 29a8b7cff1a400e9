import type { GroupImpact } from './course-impact.js';

/** A real person, by number, and the place that they stand at. */
export interface TellingPerson {
  subscriberId: string;
  place: GroupImpact;
}

/**
 * Five people who tell most. First from different places where something is different, the soonest first and each of another
 * kind; then more people of the same places; and where fewer are touched, others to whom nothing happens. Pure.
 */
export function tellingPeople(groups: readonly GroupImpact[], most = 5): TellingPerson[] {
  const ranked = groups
    .filter(({ before, after }) => before.length > 0 || after.length > 0)
    .sort((a, b) => (a.differsIn ?? 99) - (b.differsIn ?? 99) || b.people - a.people);
  const touched = tellingPlaces(
    ranked.filter(({ differsIn }) => differsIn !== null),
    most,
  );
  const others = tellingPlaces(
    ranked.filter(({ differsIn }) => differsIn === null),
    most,
  );
  const people = [...inTurn(touched), ...inTurn(others)].slice(0, most);
  return people.sort((a, b) => ranked.indexOf(a.place) - ranked.indexOf(b.place));
}

/** One of each place, then a second one of each, and so on. */
function* inTurn(places: readonly GroupImpact[]): Generator<TellingPerson> {
  const deepest = Math.max(0, ...places.map(({ examples }) => examples.length));
  for (let turn = 0; turn < deepest; turn++)
    for (const place of places) {
      const example = place.examples[turn];
      if (example) yield { subscriberId: example.subscriberId, place };
    }
}

function tellingPlaces(ranked: readonly GroupImpact[], most: number): GroupImpact[] {
  const chosen: GroupImpact[] = [];
  for (const kindOf of [kindOfDifference, (group: GroupImpact) => `${group.walk.had.size}`, () => null]) {
    const seen = new Set(chosen.map(kindOf));
    for (const group of ranked) {
      if (chosen.length >= most) break;
      const kind = kindOf(group);
      if (chosen.includes(group) || (kind !== null && seen.has(kind))) continue;
      seen.add(kind);
      chosen.push(group);
    }
  }
  return chosen;
}

/** What happens to a walk, and what comes first of it: two groups of one kind tell the same story. */
function kindOfDifference({ effects, differsIn, before, after }: GroupImpact): string {
  const first = (letters: GroupImpact['after']) => letters[0]?.lessonId ?? 'none';
  return differsIn === null ? 'same' : [...effects, first(before), first(after)].join(' ');
}
