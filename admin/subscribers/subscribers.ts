import { queryOptions } from '@tanstack/react-query';
import type { Person } from '../../src/people/person.schema.js';
import type { Condition, Expression } from '../../src/subscribers/expression.schema.js';
import type { Segment } from '../../src/subscribers/segment.schema.js';
import type { FilterChoices, PeopleCount } from '../../src/subscribers/subscriber-list.schema.js';
import { call, withQuery } from '../api/call.js';
import { agoWords, dayWords } from './condition-fields.js';

export const choicesQuery = queryOptions({
  queryKey: ['subscribers', 'choices'],
  queryFn: () => call<FilterChoices>('GET', '/subscribers/choices'),
  staleTime: 60_000,
});

export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: () => call<Segment[]>('GET', '/segments'),
});

export const countQuery = (asked: { search: string; filter: string }) =>
  queryOptions({
    queryKey: ['subscribers', 'count', asked],
    queryFn: () => call<PeopleCount>('GET', withQuery('/subscribers/count', asked)),
  });

export const personQuery = (id: string) =>
  queryOptions({ queryKey: ['subscribers', 'person', id], queryFn: () => call<Person>('GET', `/subscribers/${id}`) });

/** How the API takes it; '' for everybody. */
export function filterText(filter: Expression): string {
  return filter.length === 0 ? '' : JSON.stringify(filter);
}

/** A condition in words: 'in Strong Glutes: paused', 'finished Strong Glutes in the last 7 days', 'tagged “coach”'. */
export function conditionWords(one: Condition, choices: FilterChoices | undefined): string {
  const course = (id: string | undefined) => {
    if (id === undefined) return 'a course';
    return choices?.courses.find((each) => each.id === id)?.name ?? (choices ? 'a course that is not there' : '…');
  };
  const not = one.not ? 'not ' : '';
  switch (one.is) {
    case 'enrolled': {
      const ended = one.ended ? agoWords(one.ended) : null;
      const [state] = one.states ?? [];
      if (ended && one.states?.length === 1 && !one.day) return `${not}${state} ${course(one.course)} ${ended}`;
      const details = [...(one.states ?? []), one.day && dayWords(one.day), ended && `ended ${ended}`];
      const said = details.filter(Boolean).join(', ');
      return `${not}in ${course(one.course)}${said ? `: ${said}` : ''}`;
    }
    case 'tagged':
      return `${not}tagged “${one.tag}”`;
    case 'zone':
      return `${not}in ${cityOf(one.zone)}`;
    case 'joined': {
      const dates = [one.from && `from ${one.from}`, one.to && `until ${one.to}`, one.ago && agoWords(one.ago)];
      return `${not}joined ${dates.filter(Boolean).join(' ')}`;
    }
    case 'consented': {
      const what = one.purpose === 'newsletter' ? 'the newsletter' : course(one.course);
      return `${not}agreed to ${what}${one.agreed ? ` ${agoWords(one.agreed)}` : ''}`;
    }
    case 'suppressed':
      return one.not ? 'letters go out' : 'suppressed';
    case 'confirmed':
      return one.not ? 'not confirmed' : 'confirmed';
  }
}

/** 'Europe/Lisbon' → 'Lisbon'. */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** '10,000+' or '1,204'. */
export function countWords({ people, atLeast }: Pick<PeopleCount, 'people' | 'atLeast'>): string {
  return `${people.toLocaleString('en-GB')}${atLeast ? '+' : ''}`;
}
