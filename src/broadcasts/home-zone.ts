import type { HouseSettings } from '../settings/house-settings.js';

/** Zone of those who never said one, and of whoever sends. */
export function homeZone(house: HouseSettings): string {
  return house.now.zone ?? 'UTC';
}
