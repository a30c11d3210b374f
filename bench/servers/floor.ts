import { createServer } from 'node:http';
import { connectionOf, decodeCursor } from './cursor.js';
import { chargesAfter, issueRefund, newestRefundsOf, refundById, refundsAfter } from './joined-rows.js';
import { amountTooLarge, type CreateRefundInput } from './ledger-schema.js';
import { setting } from './pool.js';

// The minimum that a Node server must do for the same answers: no GraphQL, no framework, no checks. With PIPELINED, its
// statements go over pipelined connections (pool.ts).

const both = { charge: true, paymentIntent: true };

interface Asked {
  readonly id: string;
  readonly after: string;
  readonly input: CreateRefundInput;
}

async function answer(path: string | undefined, { id, after, input }: Asked): Promise<unknown> {
  switch (path) {
    case '/refund':
      return { refund: await refundById(id, both) };
    case '/refunds': {
      const from = decodeCursor(after);
      return {
        refunds: written(connectionOf('re', await refundsAfter(from.created, from.id, 51, both), 50)),
      };
    }
    case '/charges': {
      const from = decodeCursor(after);
      const charges = await chargesAfter(from.created, from.id, 21);
      const refunds = await newestRefundsOf(
        charges.slice(0, 20).map((charge) => charge.id),
        10,
      );
      const withRefunds = charges.map((charge, n) => ({
        ...charge,
        refunds: { edges: refunds[n]?.map((node) => ({ node })) },
      }));
      return { charges: written(connectionOf('ch', withRefunds, 20)) };
    }
    case '/create-refund': {
      const refund = await issueRefund(input.charge, input.amount, input.idempotencyKey);
      return { createRefund: refund ? { refund } : amountTooLarge };
    }
    default:
      throw new Error(`Nothing is at ${path}`);
  }
}

/** What a query reads of a page. JSON.stringify leaves out what a class computes. */
const written = <T, U>({ edges, pageInfo }: { readonly edges: T; readonly pageInfo: U }) => ({
  edges,
  pageInfo,
});

createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', async () => {
    const [status, text] = await answer(request.url, JSON.parse(body)).then(
      (data) => [200, JSON.stringify({ data })] as const,
      (error) => [500, JSON.stringify({ errors: [{ message: String(error) }] })] as const,
    );
    response
      .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
      .end(text);
  });
}).listen(Number(setting('PORT')), '127.0.0.1');
