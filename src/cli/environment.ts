import { existsSync } from 'node:fs';
import { type Config, readConfig } from '../config/config.js';

/** Settings from the environment and, beneath it, from .env in the present folder. */
export function configFromEnvironment(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env);
}
