import { describe, expect, inject, test } from 'vitest';
import { hashOfEmail } from '../../src/rules/erased-email.js';
import { openAsRole, ownedDatabase } from '../support/databases/role-databases.js';
import { placesOf } from '../support/databases/whole-search.js';
import { ask } from '../support/processes/gateway-process.js';
import { runProgram, startGateway } from '../support/processes/processes.js';
import { insertCharge } from '../support/rows/ledger-rows.js';

const EMAIL = 'zoe.person@example.com';
const BLOCKED = `query ($charge: ID!, $email: String!) {
  blockList(value: $email) { nodes { type value } }
  charge(id: $charge) { blockListEntries { value } }
}`;

describe.runIf(inject('template').kind === 'postgresql')('npm run erase beside a gateway', () => {
  test('erases as the owner only, and the gateway goes on: the block list blocks, and refunds ask for an address', {
    tags: ['long'],
  }, async () => {
    const { url, gatewayUrl, owner } = await ownedDatabase('migrated');
    const database = await openAsRole(url);
    const konbini = { paymentMethodType: 'konbini', billingEmail: EMAIL };
    const [thief, asking] = [await insertCharge(database), await insertCharge(database, konbini)];
    await database.prisma.charge.update({ where: { id: thief.id }, data: { billingEmail: EMAIL } });
    const gateway = await startGateway({ DATABASE_URL: gatewayUrl });
    const refund = (charge: string, more = '') =>
      ask<{ createRefund: object }>(
        gateway,
        `mutation { createRefund(input: { charge: "${charge}", amount: 100 ${more} }) { __typename ... on RefundError { param } } }`,
      );
    await refund(thief.id, 'reason: FRAUDULENT');

    const forbidden = await runProgram('src/commands/erase.js', { DATABASE_URL: gatewayUrl }, EMAIL);
    expect(forbidden).toMatchObject({ code: 1, err: expect.stringContaining('[DATABASE_FORBIDDEN]') });
    expect(await placesOf(owner, EMAIL)).toEqual(['block_list_entry.value', 'charge.billing_email']);

    const erased = await runProgram('src/commands/erase.js', { DATABASE_URL: url }, EMAIL, '--json');
    expect(erased).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(erased.out)).toMatchObject({ rows: { charge: 2, block_list_entry: 1 } });
    expect(await placesOf(owner, EMAIL)).toEqual([]);

    expect(await refund(asking.id)).toEqual({
      createRefund: { __typename: 'InvalidParameterError', param: 'instructionsEmail' },
    });
    const { id: charge } = await insertCharge(database, { billingEmail: 'Zoe.Person@Example.com' });
    expect(await ask(gateway, BLOCKED, { charge, email: EMAIL })).toEqual({
      blockList: { nodes: [{ type: 'EMAIL', value: hashOfEmail(EMAIL) }] },
      charge: { blockListEntries: [{ value: hashOfEmail(EMAIL) }] },
    });
    expect(await runProgram('src/commands/verify.js', { DATABASE_URL: gatewayUrl })).toMatchObject({
      code: 0,
    });
  });
});
