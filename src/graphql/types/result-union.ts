import type { ObjectRef } from '@pothos/core';
import { isRefusal, type RefusalCode } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { errorTypes, typeOfRefusal } from './refund-error.js';

type Types = typeof builder.$inferSchemaTypes;
/** A payload is told apart from a refusal by its lack of a code. */
type Payload<Shape> = Shape & { readonly code?: never };

/**
 * The union of what a verb answers: its payload, or a refusal with one of its codes. A resolver that may return a
 * refusal with another code does not compile.
 *
 * @param codes the codes with which the verb refuses
 */
export const resultUnion = <Shape extends object, Code extends RefusalCode>(
  name: string,
  description: string,
  payload: ObjectRef<Types, Payload<Shape>>,
  codes: readonly Code[],
) =>
  builder.unionType(name, {
    description,
    types: [payload, ...new Set(codes.map((code) => errorTypes[code]))],
    resolveType: (value: object) => (isRefusal(value) ? typeOfRefusal(value) : payload.name),
  });
