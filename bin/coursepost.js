#!/usr/bin/env node
import { build } from './build.js';

build();
const { main } = await import('../dist/src/cli/coursepost.js');
await main(process.argv.slice(2));
