import { DeliveryStore, type SettledDelivery } from '../../src/deliveries/delivery.store.js';
import { BeginWalkService } from '../../src/enrollments/begin-walk.service.js';
import { NextSlotService } from '../../src/enrollments/next-slot.service.js';
import { RestartingService } from '../../src/enrollments/restarting.service.js';
import { WalkFactsStore } from '../../src/enrollments/walk-facts.store.js';
import { WalkKeeperService } from '../../src/enrollments/walk-keeper.service.js';
import { WalkService } from '../../src/enrollments/walk.service.js';
import { SubscriberStore } from '../../src/subscribers/subscriber.store.js';
import { AuditStore } from '../../src/audit/audit.store.js';
import { SuppressionStore } from '../../src/suppressions/suppression.store.js';
import { openCourseHouse, type Person } from '../courses/course-house.js';

/** A course house with what readers and settled letters do to a walk: the real stores, no mail, no web. */
export async function openWalkHouse() {
  const house = await openCourseHouse();
  const { db, enrollments, reader } = house;
  const deliveries = new DeliveryStore(db);
  const facts = new WalkFactsStore(db);
  const beginning = new BeginWalkService(
    enrollments,
    deliveries,
    new SuppressionStore(db, { value: Buffer.alloc(32, 7) }, new AuditStore()),
  );
  const walks = new WalkService(
    db,
    enrollments,
    deliveries,
    new NextSlotService(facts, reader, enrollments),
    new RestartingService(new SubscriberStore(db), beginning),
  );
  return { ...house, walks, keeper: new WalkKeeperService(facts, enrollments, reader) };
}

export type WalkHouse = Awaited<ReturnType<typeof openWalkHouse>>;

/** What the ledger tells the keeper when a letter of this walk was taken by the mail server. */
export function accepted(person: Person, kind: 'lesson' | 'completion' = 'lesson'): SettledDelivery {
  return { ...person, id: '0', kind, state: 'accepted', repeatOf: null, broadcastId: null, held: false };
}
