import { describe, expect, test } from 'vitest';
import type { DecisionFacts } from '../../src/rules/decide-refund.js';
import { fingerprintOf } from '../../src/rules/idempotency.js';
import { refuseInput } from '../../src/rules/refund-input.js';
import { decide, factsOf } from '../support/rows/deciding.js';
import { chargeOf } from '../support/rows/ledger-rows.js';

const charge = chargeOf({ id: 'ch_1' });
const failed = { id: 're_1', chargeId: 'ch_1', status: 'failed', replacedById: null } as const;
const replacing = (replaced: DecisionFacts['replaced'], of = charge) =>
  decide({ charge: of.id, replaces: 're_1' }, factsOf(of, { replaced }));
const invalid = (message: string) => ({ code: 'PARAMETER_INVALID', message, param: 'replaces' });

describe('rule 16.1: a failed or canceled refund of the charge can be replaced', () => {
  test.each(['failed', 'canceled'] as const)('%s', (status) => {
    expect(replacing({ ...failed, status })).toMatchObject({ amount: 1000n, replacesId: 're_1' });
  });
  test.each(['pending', 'requires_action', 'succeeded'] as const)('%s is refused', (status) => {
    const message = 'Refund re_1 has neither failed nor been canceled, so no refund can replace it.';
    expect(replacing({ ...failed, status })).toEqual(invalid(message));
  });
  test('an unknown one is refused', () => {
    const missing = { code: 'RESOURCE_MISSING', message: "No such refund: 're_1'", param: 'replaces' };
    expect(replacing(null)).toEqual(missing);
    // Such an id is not looked for, and uses up no key.
    const refused = refuseInput({ charge: 'ch_1', replaces: 'r e' });
    expect(refused).toMatchObject({ code: 'RESOURCE_MISSING', param: 'replaces' });
  });
  test('one of another charge is refused', () => {
    const message = 'Refund re_1 is not of charge ch_1, so no refund of it can replace it.';
    expect(replacing({ ...failed, chargeId: 'ch_2' })).toEqual(invalid(message));
  });
  test('it is checked after the charge is found, and before the charge itself', () => {
    const unknown = decide({ charge: 'ch_2', replaces: 're_1' }, factsOf(null));
    expect(unknown).toMatchObject({ code: 'RESOURCE_MISSING', param: 'charge' });
    const refunded = chargeOf({ id: 'ch_1', amountRefunded: 1000n });
    expect(replacing({ ...failed, replacedById: 're_2' }, refunded)).toMatchObject({ param: 'replaces' });
    expect(replacing(failed, refunded)).toMatchObject({ code: 'CHARGE_ALREADY_REFUNDED' });
  });
});

test('rule 16.2: a refund with a replacement that is alive is refused', () => {
  const message = 'Refund re_1 is replaced by refund re_2 already.';
  expect(replacing({ ...failed, replacedById: 're_2' })).toEqual(invalid(message));
});

test('section 8: what is replaced counts when inputs are compared', () => {
  const print = (replaces: string | null) => fingerprintOf({ charge: 'ch_1', replaces });
  expect(print(null)).toBe(fingerprintOf({ charge: 'ch_1' }));
  expect(new Set([print(null), print('re_1'), print('re_2')]).size).toBe(3);
});
