import type { AuditOutcome } from '../../prisma/generated/prisma/client.js';

/** What was asked and did not succeed, for the audit (rules, section 14). What succeeds is written by triggers. */
export interface Audited {
  /** The caller's name; null if nobody was recognized. */
  readonly actor: string | null;
  /** A root field of the API, or another action such as `authenticate`. */
  readonly action: string;
  readonly outcome: Extract<AuditOutcome, 'refused' | 'failed'>;
  /** The stable code of the refusal or the error. */
  readonly code: string;
  /** The ids of the objects that it is about. */
  readonly objects: readonly string[];
  /** The amount that was asked for, in the smallest unit of the charge's currency. */
  readonly amount?: bigint | null | undefined;
}

/** Takes what is to be written. Never waits and never throws. */
export type NoteAudited = (audited: Audited) => void;
