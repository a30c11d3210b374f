import { builder } from './builder.js';
import './scalars.js';
import './node.js';
import './block-list.js';
import './refund-events.js';
import './refund-summary.js';
import './refundability.js';
import './refund-preview.js';
import './create-refunds.js';
import './update-refund-metadata.js';
import './cancel-refund.js';

/** The API. Its types stand in files of their own; those that no other type refers to are named here. */
export const schema = builder.toSchema();
