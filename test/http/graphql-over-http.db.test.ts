import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { listeningGateway } from '../support/gateways/listening-gateway.js';

const { url } = listeningGateway();
/** All audits of graphql-http for the specification GraphQL over HTTP, the optional ones included. */
const audits = serverAudits({ url });

test('there are as many audits as the README counts', () => expect(audits).toHaveLength(61));

test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
  '%s: %s',
  async (_id, _name, audit) => {
    const { status, ...details } = await audit.fn();
    expect({ status, ...('reason' in details && { reason: details.reason }) }).toEqual({ status: 'ok' });
  },
);
