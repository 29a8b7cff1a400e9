/** `npm run worker`, with a wall clock that can be stepped, and without a look at whether the build is fresh. */
import './moved-date.js';

const { main } = await import('../../src/cli/coursepost.js');
await main(['work']);
