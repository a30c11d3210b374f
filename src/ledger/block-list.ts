import { type Query, raw, sql } from '../database/sql.js';
import { hashOfEmail } from '../rules/erased-email.js';
import { selectOf, wholeRow } from './select.js';
import type { Rows } from './tables.js';

/** A card (by its fingerprint) and an e-mail address that may be on the block list. */
export interface BlockListSubject {
  readonly cardFingerprint: string | null;
  readonly email: string | null;
}

const select = selectOf('blockListEntry', wholeRow);

/** The entries of each subject, in the order of the subjects. One statement. */
export async function entriesOf(
  query: Query,
  subjects: readonly BlockListSubject[],
): Promise<Rows['blockListEntry'][][]> {
  // Section 5: the entry of an erased person has the hash of the address.
  const emails = subjects.map(({ email }) => (email === null ? [] : [email, hashOfEmail(email)]));
  const rows = await query(sql`SELECT ${raw(select.columns)} FROM block_list_entry t
      WHERE (t.type = 'card_fingerprint' AND t.value = ANY(${subjects.map(({ cardFingerprint }) => cardFingerprint)}::text[]))
        OR (t.type = 'email' AND t.value = ANY(${emails.flat()}::text[]))
      ORDER BY t.created, t.id`);
  const entries = rows.map(select.read).filter((entry) => entry !== null);
  return subjects.map(({ cardFingerprint }, at) =>
    entries.filter(({ type, value }) =>
      type === 'email' ? emails[at]?.includes(value) : value === cardFingerprint,
    ),
  );
}
