import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.schema.js';

export const auditQuery = pageQuery.extend({
  /** 'admin:ID', 'key:ID', 'command line', 'reader'. */
  actor: z.string().max(80).optional(),
  kind: z.string().max(40).optional(),
  /** From this instant on. */
  from: z.iso.datetime({ error: 'expected an instant like 2026-11-23T00:00:00Z' }).optional(),
  /** Before this instant. */
  until: z.iso.datetime({ error: 'expected an instant like 2026-11-24T00:00:00Z' }).optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

export const auditLine = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.string(),
  /** A person's or key's name, also of those who have left; null: the actor says it. */
  who: z.string().nullable(),
  /** 'course.published'. */
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  /** A person's or key's name, an invited address, a course's slug; null: none is known. */
  subject: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export type AuditLine = z.infer<typeof auditLine>;
export const auditPage = pageOf(auditLine).meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof auditPage>;

/** What the log can be filtered by: only what is in it. */
export const auditFilters = z
  .object({
    actors: z.array(z.object({ actor: z.string(), who: z.string().nullable() })),
    kinds: z.array(z.string()),
  })
  .meta({ id: 'AuditFilters' });
export type AuditFilters = z.infer<typeof auditFilters>;
