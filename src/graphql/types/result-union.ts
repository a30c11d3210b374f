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
    types: [payload, ...errorsOf(codes)],
    resolveType: (value: object) => (isRefusal(value) ? typeOfRefusal(value) : payload.name),
  });

/** The union of a verb that has two payloads. `isOther` tells the other one apart. */
export const resultUnionOfTwo = <Shape extends object, Other extends object, Code extends RefusalCode>(
  name: string,
  description: string,
  payload: ObjectRef<Types, Payload<Shape>>,
  other: ObjectRef<Types, Payload<Other>>,
  isOther: (value: object) => boolean,
  codes: readonly Code[],
) =>
  builder.unionType(name, {
    description,
    types: [payload, other, ...errorsOf(codes)],
    resolveType: (value: object) => {
      if (isRefusal(value)) return typeOfRefusal(value);
      return isOther(value) ? other.name : payload.name;
    },
  });

const errorsOf = <Code extends RefusalCode>(codes: readonly Code[]) => [
  ...new Set(codes.map((code) => errorTypes[code])),
];
