import { Module } from '@nestjs/common';
import { ArchiveController } from './archive.controller.js';
import { ArchiveService } from './archive.service.js';
import { FeedController } from './feed.controller.js';
import { FeedService } from './feed.service.js';
import { IssueReader } from './issue.reader.js';

/** Issues of the newsletter after they were sent: pages, feeds, sitemap. */
@Module({
  controllers: [ArchiveController, FeedController],
  providers: [IssueReader, ArchiveService, FeedService],
})
export class ArchiveModule {}
