import { WorkerStore } from '../src/deliveries/worker.store.js';
import { LessonPlanningService } from '../src/enrollments/lesson-planning.service.js';
import { HeartbeatService } from '../src/worker/heartbeat.service.js';
import type { BenchDatabase } from './bench-database.js';

export interface Planning {
  /** Milliseconds to plan `due` letters among all these walks, the median of five such mornings. */
  planMs: number;
  /** Milliseconds of a heartbeat that finds nothing to do, the median of 21. */
  idleTickMs: number;
}

const due = 1_000;
const mornings = 5;

/** What planning a thousand letters costs, and a beat at which nothing is due, in a house of so many walks. */
export async function planning(database: BenchDatabase, walks: number): Promise<Planning> {
  const name = `walks_${walks}`;
  const first = await database.seedWalks(name, walks, due, mornings);
  const copy = await database.rooms(name);
  try {
    const planner = copy.rooms.get(LessonPlanningService);
    const plans: number[] = [];
    for (let morning = 0; morning < mornings; morning++) {
      const begun = performance.now();
      const { planned } = await planner.plan(new Date(first.getTime() + morning * 60_000));
      plans.push(performance.now() - begun);
      if (planned !== due) throw new Error(`${planned} letters were planned where ${due} were due`);
    }
    // Only the beat is measured: nothing is to be sent.
    await copy.db.query(
      `update deliveries set due_at = due_at + interval '1 day', leave_by = leave_by + interval '1 day'`,
    );
    const workerId = await copy.rooms.get(WorkerStore).register();
    const heart = copy.rooms.get(HeartbeatService);
    const ticks: number[] = [];
    for (let beats = 0; beats < 21; beats++) {
      const before = performance.now();
      await heart.beat(workerId);
      await heart.sent;
      ticks.push(performance.now() - before);
    }
    return { planMs: middle(plans), idleTickMs: middle(ticks) };
  } finally {
    await copy.close();
    await database.drop(name);
  }
}

function middle(all: number[]): number {
  return all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
}
