import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { readDeliveryFilter } from './deliveries/delivery-filter.js';
import { Frame } from './shell/frame.js';
import { NotHere } from './shell/not-here.js';
import { Oops } from './shell/oops.js';
import { readListAddress } from './subscribers/list-address.js';

const root = createRootRoute({ component: Outlet, errorComponent: Oops });
/** Everything that needs somebody signed in: the frame shows the sign-in page where nobody is. */
const framed = createRoute({ getParentRoute: () => root, id: 'framed', component: Frame, errorComponent: Oops });

type ScreenModule = Promise<{ Screen: ComponentType }>;

/** A screen in the frame, fetched when it is first opened. `readSearch` makes of the address's query what the screen knows. */
function screen(
  path: string,
  load: () => ScreenModule,
  readSearch = (given: Record<string, unknown>): object => given,
) {
  const component = lazyRouteComponent(load, 'Screen');
  return createRoute({ getParentRoute: () => framed, path, component, validateSearch: readSearch });
}

/** A page without the frame, for somebody who has not signed in. */
function page(path: string, load: () => ScreenModule) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, 'Screen') });
}

/** Outside the frame. */
const pages = [
  page('/invite/$token', () => import('./accounts/invite.screen.js')),
  page('/reset/$token', () => import('./accounts/reset.screen.js')),
  page('/forgot', () => import('./accounts/forgot.screen.js')),
];

/** Within the frame, in the order of the navigation. */
const screens = [
  // today
  screen('/', () => import('./today/today.screen.js')),
  // courses
  screen('/courses', () => import('./courses/list.screen.js')),
  screen('/new-course', () => import('./courses/new-course.screen.js')),
  screen('/courses/$slug', () => import('./courses/sequence.screen.js')),
  screen('/courses/$slug/settings', () => import('./course-settings/settings.screen.js')),
  screen('/courses/$slug/lessons/$key', () => import('./lesson/lesson.screen.js')),
  screen('/courses/$slug/publish', () => import('./publishing/publish.screen.js')),
  screen('/courses/$slug/history', () => import('./publishing/history.screen.js')),
  screen('/courses/$slug/history/$number', () => import('./publishing/revision.screen.js')),
  screen('/courses/$slug/compare/$from/$to', () => import('./publishing/compare.screen.js')),
  screen('/courses/$slug/completion', () => import('./lesson/lesson.screen.js')),
  // newsletter
  screen('/newsletter', () => import('./broadcasts/list.screen.js')),
  screen('/newsletter/$id', () => import('./broadcasts/write.screen.js')),
  screen('/newsletter/$id/send', () => import('./broadcasts/send.screen.js')),
  // subscribers
  screen('/subscribers', () => import('./subscribers/list.screen.js'), readListAddress),
  screen('/subscribers/$id', () => import('./subscribers/person.screen.js')),
  screen('/deliveries', () => import('./deliveries/deliveries.screen.js'), readDeliveryFilter),
  screen('/suppressions', () => import('./suppressions/suppressions.screen.js')),
  // team, audit, settings, account
  screen('/team', () => import('./team/team.screen.js')),
  screen('/audit', () => import('./audit/audit.screen.js')),
  screen('/settings', () => import('./settings/settings.screen.js')),
  screen('/account', () => import('./accounts/account.screen.js')),
];

/** Whatever is not there, in the frame too: a stranger is asked to sign in first. */
const elsewhere = createRoute({ getParentRoute: () => framed, path: '$', component: NotHere });

export const router = createRouter({
  routeTree: root.addChildren([...pages, framed.addChildren([...screens, elsewhere])]),
  basepath: '/admin',
  defaultPreload: 'intent',
  scrollRestoration: true,
});
