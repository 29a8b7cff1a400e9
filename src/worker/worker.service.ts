import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Config } from '../config/config.js';
import { DispatchService } from '../deliveries/dispatch.service.js';
import { SweepService } from '../deliveries/sweep.service.js';
import { WorkerStore } from '../deliveries/worker.store.js';
import { ZoneDataService } from '../enrollments/zone-data.service.js';
import { Clock } from '../schedule/clock.js';
import { HeartbeatService } from './heartbeat.service.js';
import { Wakeable } from './wake.service.js';

/** How often the heart beats, real milliseconds; the demo's fast clock wants it faster (rule 38). */
export abstract class HeartbeatPace {
  abstract readonly everyMs: number;
}

/** What a worker drains and tells. */
@Injectable()
export class WorkerRooms {
  readonly aliveEveryMs: number;

  constructor(
    readonly dispatch: DispatchService,
    readonly sweep: SweepService,
    private readonly zoneData: ZoneDataService,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.aliveEveryMs = Math.min(10_000, (config.settings.LEASE_SECONDS * 1_000) / 3);
  }

  async refreshZoneData(): Promise<void> {
    await this.zoneData.refresh(this.clock.now());
  }
}

/** A worker's life: registers, beats, says that it lives, drains. Any number of them share one PostgreSQL. */
@Injectable()
export class WorkerService extends Wakeable implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('worker');
  private id: string | null = null;
  private saying = false;

  constructor(
    private readonly workers: WorkerStore,
    private readonly heartbeat: HeartbeatService,
    private readonly rooms: WorkerRooms,
    private readonly scheduler: SchedulerRegistry,
    private readonly pace: HeartbeatPace,
  ) {
    super();
  }

  wake(): void {
    if (this.id !== null) void this.heartbeat.beat(this.id);
  }

  async onApplicationBootstrap(): Promise<void> {
    const id = await this.workers.register();
    this.id = id;
    await this.rooms.refreshZoneData();
    this.scheduler.addInterval(
      'heartbeat',
      setInterval(() => void this.heartbeat.beat(id), this.pace.everyMs),
    );
    this.scheduler.addInterval(
      'alive',
      setInterval(() => void this.sayAlive(id), this.rooms.aliveEveryMs),
    );
    void this.heartbeat.beat(id);
  }

  /** Drains: no new beats, open letters finish, the rest goes back (rule 20). Says that it lives until that is done. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.id === null) return;
    this.scheduler.deleteInterval('heartbeat');
    await Promise.all([this.heartbeat.rest(), this.rooms.dispatch.drain()]);
    this.scheduler.deleteInterval('alive');
    if (this.rooms.dispatch.inHand === 0) await this.workers.stop(this.id).catch(() => undefined);
  }

  private async sayAlive(id: string): Promise<void> {
    if (this.saying) return;
    this.saying = true;
    try {
      await this.workers.beat(id);
    } catch (error) {
      this.rooms.sweep.databaseWasAway();
      this.log.warn(`could not say that this worker lives: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.saying = false;
    }
  }
}
