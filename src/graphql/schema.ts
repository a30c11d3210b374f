import { auditMutations } from './audit-mutations.js';
import { builder } from './builder.js';
import { guardFields } from './guard-fields.js';
import './scalars.js';
import './operations/node.js';
import './operations/viewer.js';
import './types/block-list.js';
import './types/audit-entry.js';
import './types/dispute.js';
import './operations/follow-approval-events.js';
import './operations/follow-refund-events.js';
import './operations/refund-summary.js';
import './types/refundability.js';
import './types/replacement.js';
import './operations/refund-preview.js';
import './operations/create-refunds.js';
import './operations/update-refund-metadata.js';
import './operations/cancel-refund.js';
import './operations/approve-refund.js';
import './operations/reject-refund.js';
import './operations/create-api-key.js';
import './operations/revoke-api-key.js';

/** The API. Each type is in a file of its own; the files that no other type imports are imported here. */
export const schema = auditMutations(guardFields(builder.toSchema()));
