import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { connections, setting } from './pool.js';

// PostGraphile as its documentation shows the library: the recommended preset over the gateway's own tables, with the
// function that creates a refund as a mutation.

const pgl = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      connectionString: setting('DATABASE_URL'),
      schemas: ['public'],
      poolConfig: { max: connections },
    }),
  ],
  grafserv: { graphiql: false, watch: false },
  grafast: { explain: false },
});
const server = createServer();
await pgl.createServ(grafserv).addTo(server);
server.listen(Number(setting('PORT')), '127.0.0.1');
