import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/**
 * Nest's log lines through pino, one JSON object a line on stderr; stdout is for people. Nest's own start-up chatter is
 * debug. Request logging is not wired: URLs of this house carry tokens (rule 32).
 */
export class HouseLogger implements LoggerService {
  private readonly logger: Logger;

  constructor(level: string) {
    this.logger = pino(
      { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
      pino.destination({ dest: 2, sync: true }),
    );
  }

  log(message: unknown, ...rest: unknown[]): void {
    const room = roomOf(rest);
    if (nestRooms.has(room)) this.logger.debug({ room }, String(message));
    else this.logger.info({ room }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error(
      { room: roomOf(rest), stack: rest.length > 1 && rest[0] ? String(rest[0]) : undefined },
      String(message),
    );
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn({ room: roomOf(rest) }, String(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug({ room: roomOf(rest) }, String(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.logger.trace({ room: roomOf(rest) }, String(message));
  }
}

const nestRooms = new Set(['InstanceLoader', 'NestFactory', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

function roomOf(rest: readonly unknown[]): string {
  return String(rest.at(-1) ?? 'house');
}
