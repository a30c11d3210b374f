import { type CallerLimit, NO_POLICY, type Policy } from '../../../src/rules/policy.js';

/** A policy that allows everything but what is given. */
export const policyWith = (values: Partial<Policy> = {}): Policy => ({ ...NO_POLICY, ...values });

/** A limit of every caller in US dollars, without any number but what is given. */
export const limitWith = (values: Partial<CallerLimit> = {}): CallerLimit => ({
  caller: '*',
  currency: 'usd',
  maxAmount: null,
  maxAmountPerDay: null,
  maxCountPerDay: null,
  aboveLimit: 'refuse',
  ...values,
});
