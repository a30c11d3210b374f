import { Worker } from 'node:worker_threads';
import { graphiqlTabs } from './graphiql-tabs.js';

/** What Yoga's page of GraphiQL can be told. */
const OPTIONS = {
  title: 'Refund Gateway',
  defaultTabs: graphiqlTabs,
  defaultQuery: graphiqlTabs[0]?.query ?? '',
};

/**
 * GraphiQL animates its tabs into their places, but does not end the animation. The transform that it leaves makes the
 * first click on a tab do nothing.
 */
const STYLE = '<style>.graphiql-tab{transform:none!important}</style>';

/** A text, because a worker cannot load TypeScript, which the tests run. The bytes are handed over, not copied. */
const RENDER = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(workerData.renderer).then(({ renderGraphiQL }) => {
    const html = renderGraphiQL(workerData.options).replace('</head>', workerData.style + '</head>');
    const page = new TextEncoder().encode(html);
    parentPort.postMessage(page, [page.buffer]);
  });
`;

/**
 * The page of GraphiQL. It has nine megabytes, and to make it takes as long as many requests. So a thread of its own
 * makes it when somebody first opens GraphiQL, and it is kept.
 */
export function graphiqlPage(make: () => Promise<Buffer> = makeInThread): () => Promise<Buffer> {
  let page: Promise<Buffer> | null = null;
  return () => {
    page ??= make().catch((error) => {
      page = null;
      throw error;
    });
    return page;
  };
}

/**
 * The page that the code makes in a thread of its own.
 *
 * @throws Error if the thread fails, or ends without a page
 */
export function makeInThread(code: string = RENDER): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const renderer = import.meta.resolve('@graphql-yoga/render-graphiql');
    const workerData = { renderer, options: OPTIONS, style: STYLE };
    new Worker(code, { eval: true, workerData })
      .once('message', ({ buffer }: Uint8Array<ArrayBuffer>) => resolve(Buffer.from(buffer)))
      .once('error', reject)
      // Without effect after a message.
      .once('exit', () => reject(new Error('The page of GraphiQL was not made')));
  });
}
