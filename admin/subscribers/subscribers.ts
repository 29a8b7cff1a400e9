import { queryOptions } from '@tanstack/react-query';
import type { Person } from '../../src/people/person.schema.js';
import type { Condition, Expression, Segment } from '../../src/subscribers/segment.schema.js';
import type { FilterChoices, PeopleCount } from '../../src/subscribers/subscriber-list.schema.js';
import { call, withQuery } from '../api/call.js';

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

/** A condition in words: 'in Strong Glutes: paused', 'tagged “coach”'. */
export function conditionWords(one: Condition, choices: FilterChoices | undefined): string {
  const course = (slug: string | undefined) =>
    slug === undefined ? 'a course' : (choices?.courses.find((each) => each.slug === slug)?.name ?? slug);
  const not = one.not ? 'not ' : '';
  switch (one.is) {
    case 'enrolled': {
      const day = one.day
        ? one.day.from === one.day.to
          ? `day ${one.day.from}`
          : `days ${one.day.from}–${one.day.to}`
        : null;
      const details = [...(one.states ?? []), ...(day ? [day] : [])].join(', ');
      return `${not}in ${course(one.course)}${details ? `: ${details}` : ''}`;
    }
    case 'tagged':
      return `${not}tagged “${one.tag}”`;
    case 'zone':
      return `${not}in ${cityOf(one.zone)}`;
    case 'joined':
      return `${not}joined ${[one.from && `from ${one.from}`, one.to && `until ${one.to}`].filter(Boolean).join(' ')}`;
    case 'consented':
      return `${not}agreed to ${one.purpose === 'newsletter' ? 'the newsletter' : course(one.course)}`;
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
export function countWords({ people, atLeast }: PeopleCount): string {
  return `${people.toLocaleString('en-GB')}${atLeast ? '+' : ''}`;
}
