import pg from 'pg';

/** What node-postgres does not declare: the socket of a client. */
interface WithSocket {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
}

interface Pipelined {
  readonly client: pg.Client;
  readonly ready: Promise<unknown>;
  pending: number;
  corked: boolean;
}

/**
 * A few connections on which statements follow each other without waiting for earlier answers, like the gateway's. The
 * least busy one gets the next statement, and the statements of one turn of the event loop are written at once.
 */
export class PipelinedClients {
  readonly #clients: readonly Pipelined[];

  constructor(connectionString: string, count: number) {
    this.#clients = Array.from({ length: count }, () => {
      const client = new pg.Client({ connectionString, pipeline: true } as pg.ClientConfig);
      return { client, ready: client.connect(), pending: 0, corked: false };
    });
  }

  async query<Row extends unknown[]>(config: pg.QueryArrayConfig): Promise<pg.QueryArrayResult<Row>> {
    const least = this.#clients.reduce((best, other) => (other.pending < best.pending ? other : best));
    least.pending++;
    try {
      await least.ready;
      if (least.pending > 1) corkForThisTurn(least);
      return await least.client.query<Row>(config);
    } finally {
      least.pending--;
    }
  }
}

function corkForThisTurn(pipelined: Pipelined): void {
  if (pipelined.corked) return;
  const { stream } = (pipelined.client as unknown as WithSocket).connection;
  pipelined.corked = true;
  stream.cork();
  setImmediate(() => {
    pipelined.corked = false;
    stream.uncork();
  });
}
