import { builder } from './builder.js';
import './scalars.js';
import './node.js';
import './refund-event.js';
import './refund-preview.js';
import './refund-mutations.js';

/** The API. Its types stand in files of their own; those that no other type refers to are named here. */
export const schema = builder.toSchema();
