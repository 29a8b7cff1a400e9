import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from './config/config.js';
import { LinkSecret, LinkService } from './links/link.service.js';
import { MailTransport } from './mail/mail-transport.js';
import { Clock } from './schedule/clock.js';
import { SuppressionKey } from './suppressions/address-hash.js';

/** What a process brings along before Nest starts: opened by the command line, replaced in tests. */
export interface Ground {
  config: Config;
  clock: Clock;
  dataSource: DataSource;
  transport: MailTransport;
  linkSecret: string;
  suppressionKey: Buffer;
}

/** The ground floor, known to every room. */
@Global()
@Module({})
export class GroundModule {
  static of(ground: Ground): DynamicModule {
    return {
      module: GroundModule,
      providers: [
        { provide: Config, useValue: ground.config },
        { provide: Clock, useValue: ground.clock },
        { provide: DataSource, useValue: ground.dataSource },
        { provide: MailTransport, useValue: ground.transport },
        { provide: LinkSecret, useValue: { value: ground.linkSecret } },
        { provide: SuppressionKey, useValue: { value: ground.suppressionKey } },
        LinkService,
      ],
      exports: [Config, Clock, DataSource, MailTransport, LinkSecret, SuppressionKey, LinkService],
    };
  }
}
