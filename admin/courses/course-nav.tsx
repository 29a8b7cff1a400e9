import { Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import styles from './sequence.module.css';

const places = [
  { label: 'Lessons', path: '' },
  { label: 'Settings', path: '/settings' },
  { label: 'History', path: '/history' },
] as const;

/** From one screen of a course to its others. */
export function CourseNav({ slug, here }: { slug: string; here: (typeof places)[number]['label'] }) {
  return (
    <Group component="nav" aria-label="This course" gap={4} mb="lg" className={styles.nav ?? ''}>
      {places.map(({ label, path }) => (
        <Link
          key={label}
          to={`/courses/${slug}${path}`}
          activeOptions={{ exact: true, includeSearch: false }}
          className={styles.place ?? ''}
          aria-current={label === here ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </Group>
  );
}
