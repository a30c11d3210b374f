import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import type { Audited } from '../audit/audited.js';
import { idPrefixes } from '../rules/ids.js';
import { isRefusal } from '../rules/refusal.js';
import type { GatewayContext } from './context.js';
import { maskError } from './request/errors.js';
import type { RequestErrorCode } from './request-error.js';

/**
 * Makes every mutation of a schema tell the audit what it refused, and with which error it failed. What a mutation did is
 * written by the database, in the transaction that does it.
 */
export function auditMutations(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { name, resolve = defaultFieldResolver } = field;
    // The database audits each refund that was made, however many a request had.
    const action = name === 'createRefunds' ? 'createRefund' : name;
    field.resolve = async (source, args, context: GatewayContext, info) => {
      const note = (outcome: Audited['outcome'], code: string, input: unknown) =>
        context.audit({ actor: context.actor, action, outcome, code, ...askedOf(input) });
      try {
        const result: unknown = await resolve(source, args, context, info);
        for (const [index, one] of resultsOf(result).entries())
          if (isRefusal(one)) note('refused', one.code, inputsOf(args)[index]);
        return result;
      } catch (error) {
        const code = codeOf(error);
        if (FAILURES.has(code)) for (const input of inputsOf(args)) note('failed', code, input);
        else note('refused', code, null);
        throw error;
      }
    };
  }
  return schema;
}

const inputsOf = ({ input }: { input?: { refunds?: readonly unknown[] } }): readonly unknown[] =>
  input?.refunds ?? [input];

const resultsOf = (result: unknown): readonly object[] =>
  (result as { readonly results?: readonly object[] }).results ?? [result as object];

const codeOf = (error: unknown) =>
  `${(maskError(error) as { extensions?: { code?: unknown } }).extensions?.code}`;

/** The codes of errors after which the caller does not know, or has to try again. All others are refusals. */
const FAILURES: ReadonlySet<string> = new Set<RequestErrorCode | 'INTERNAL_SERVER_ERROR'>([
  'INTERNAL_SERVER_ERROR',
  'OUTCOME_UNKNOWN',
  'OVERLOADED',
  'TIMEOUT',
]);

/** The fields of inputs that have an id. */
const ID_FIELDS = ['charge', 'paymentIntent', 'refund', 'approval'] as const;

const PREFIXES = ID_FIELDS.flatMap((field) => idPrefixes[field === 'approval' ? 'refundApproval' : field]);
/**
 * Whatever else a caller may have given in the place of an id is not kept: it could be about a person, or be a key. API
 * keys of this gateway and of Stripe have an underscore too, so the prefixes are listed.
 */
const ID = new RegExp(`^(?:${PREFIXES.join('|')})_\\w{1,64}$`);

/** What an input asks for. */
function askedOf(input: unknown): Pick<Audited, 'objects' | 'amount'> {
  const { amount, ...given } = (input ?? {}) as { readonly [K in (typeof ID_FIELDS)[number]]?: unknown } & {
    readonly amount?: bigint | null;
  };
  const objects = ID_FIELDS.map((name) => `${given[name] ?? ''}`).filter((id) => ID.test(id));
  return { objects, amount };
}
