import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import type { EnrollmentKey } from '../enrollments/enrollment.store.js';
import { EnrollmentMoveService, type MoveResult } from '../enrollments/enrollment-move.service.js';

/** Moving one person to a lesson, as a transaction of its own; the move writes its line in the audit log itself. */
@Injectable()
export class MovingService {
  constructor(
    private readonly db: DataSource,
    private readonly moves: EnrollmentMoveService,
  ) {}

  /** Throws 'not-found' for another person's walk, 'invalid' for a lesson that is not published. */
  move(key: EnrollmentKey, lesson: string, actor: string, now: Date): Promise<MoveResult> {
    return inTransaction(this.db, (manager) => this.moves.move(manager, key, lesson, actor, now));
  }
}
