import { createSchema, createYoga, type Plugin } from 'graphql-yoga';
import { inject } from 'light-my-request';
import { describe, expect, test } from 'vitest';
import { eventsInOrder } from '../../../src/graphql/request/events-in-order.js';
import { pluginsOfBothPaths, standardPathOnly } from '../../../src/graphql/request/plugins.js';
import { createGateway, type GatewayOptions } from '../../../src/graphql/request/yoga.js';
import { fastPath } from '../../../src/http/fast-path.js';
import { HTTP_LIMITS } from '../../../src/http/limits.js';
import { answerOfYoga } from '../../support/gateways/answer-of-yoga.js';
import { serverContext } from '../../support/gateways/server-context.js';

/** Each hook of Yoga, its engine and its server that runs for a query. */
const QUERY_HOOKS = [
  'onContextBuilding',
  'onEnveloped',
  'onExecute',
  'onExecutionResult',
  'onParams',
  'onParse',
  'onRequest',
  'onRequestParse',
  'onResponse',
  'onResultProcess',
  'onValidate',
];

const STANDARD_PATH_HOOKS = [
  'instrumentation',
  'onRequest',
  'onRequestParse',
  'onResponse',
  'onResultProcess',
];

/** Sends one query through a path and returns the hooks that ran. */
async function hooksOf(path: 'fast' | 'standard', accept = '*/*'): Promise<string[]> {
  const ran = new Set<string>();
  const plugin = Object.fromEntries(QUERY_HOOKS.map((hook) => [hook, () => void ran.add(hook)]));
  const yoga = createYoga({
    schema: createSchema({ typeDefs: 'type Query { id: ID }' }),
    logging: false,
    plugins: [plugin as Plugin],
  });
  const context = serverContext();
  const handle =
    path === 'fast'
      ? fastPath(
          { yoga: yoga as never, maxBodyBytes: 1_000, graphiqlPage: null, answer: answerOfYoga(yoga) },
          HTTP_LIMITS,
        )
      : (req: never, res: never) => yoga.handle(req, res);
  const response = await inject((req, res) => void handle(req as never, res as never, context), {
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', accept },
    payload: JSON.stringify({ query: '{ id }' }),
  });
  expect(response.json()).toEqual({ data: { id: null } });
  return [...ran].sort();
}

describe('the hooks that a plugin may use', () => {
  test('all of them run on the standard path', async () => {
    expect(await hooksOf('standard')).toEqual(QUERY_HOOKS);
  });

  test('are those that the fast path runs, and no other', async () => {
    const onFastPath = await hooksOf('fast');
    for (const hook of QUERY_HOOKS) {
      const register = () => pluginsOfBothPaths([{ whenKnown: {}, [hook]: () => {} }]);
      if (onFastPath.includes(hook)) expect(register, hook).not.toThrow();
      else expect(register, hook).toThrow(`A Yoga plugin uses ${hook}, which the fast path skips.`);
    }
  });

  test('and those that run once for a process', () => {
    const once = { onSchemaChange: () => {}, onDispose: () => {} };
    expect(pluginsOfBothPaths([once])).toEqual([once]);
  });

  test.each([
    'onParams',
    'onParse',
    'onValidate',
    'onContextBuilding',
    'onEnveloped',
    'onExecute',
    'onExecutionResult',
  ])('and that a known operation skips need something in their place: %s', (hook) => {
    expect(() => pluginsOfBothPaths([{ [hook]: () => {} }])).toThrow(
      new Error(
        'A Yoga plugin has a hook that does not run for a known operation. Give it `whenKnown`, which takes its place (src/graphql/request/known-operations.ts).',
      ),
    );
  });

  test('do not include instrumentation, which wraps the handling of HTTP', () => {
    expect(() => pluginsOfBothPaths([{ instrumentation: {} }])).toThrow('uses instrumentation');
  });

  test('a developer is told all that the fast path skips, and what to do', () => {
    const skipped = { onRequest: () => {}, onResponse: () => {} };
    expect(() => pluginsOfBothPaths([skipped])).toThrow(
      new Error(
        'A Yoga plugin uses onRequest, onResponse, which the fast path skips. Do its work at the front door (src/http/front-door.ts) or in a hook of both paths, or register it with standardPathOnly and say why.',
      ),
    );
  });
});

test('a client that prefers a stream takes the standard path', async () => {
  expect(await hooksOf('fast', 'text/event-stream, */*')).toEqual(QUERY_HOOKS);
});

describe('a hook is found wherever Yoga would find it', () => {
  class Measures {
    onRequest() {}
  }
  test.each([
    ['in a class', new Measures(), 'onRequest'],
    ['in a subclass', new (class extends Measures {})(), 'onRequest'],
    ['in a prototype', Object.create({ onResponse: () => {} }) as object, 'onResponse'],
    ['added by onYogaInit', { onYogaInit: () => {} }, 'onYogaInit'],
    ['added by onPluginInit', { onPluginInit: () => {} }, 'onPluginInit'],
  ])('%s', (_where, plugin, hook) => {
    expect(() => pluginsOfBothPaths([plugin])).toThrow(`uses ${hook}`);
  });
});

/**
 * An option such as `cors` makes Yoga add a plugin of its own, which nobody registers. A number that has grown stands for
 * a plugin that the fast path skips: find it, and do its work at the front door.
 */
test.each([
  // Yoga's health check and its answer to unknown paths.
  { production: true, onRequest: 2 },
  { production: false, onRequest: 2 },
])(
  'no option of Yoga adds a plugin that works on the standard path only: %j',
  ({ production, onRequest }) => {
    const { yoga } = createGateway({ production } as GatewayOptions);
    const plugins = (yoga as unknown as { plugins: Record<string, unknown>[] }).plugins;
    const count = (hook: string) => plugins.filter((plugin) => plugin[hook] !== undefined).length;
    expect(Object.fromEntries(STANDARD_PATH_HOOKS.map((hook) => [hook, count(hook)]))).toEqual({
      instrumentation: 0,
      onRequest,
      // Yoga's parsers, its limit of a body and its check of the method, and what a URL may hold.
      onRequestParse: 8,
      onResponse: 0,
      // Yoga's writers of results, our writer of events, and the codes of requests that cannot be read.
      onResultProcess: 3,
    });
  },
);

/**
 * `known-operations.ts` does without the hooks of Yoga itself. A number that has grown stands for a hook that it skips:
 * find it, and see what has to take its place.
 */
test('Yoga has no other hooks of each request than those that a known operation may do without', () => {
  const { yoga } = createGateway({ production: true } as GatewayOptions);
  const plugins = (yoga as unknown as { plugins: Record<string, unknown>[] }).plugins;
  const own = plugins.filter((plugin) => plugin && !('whenKnown' in plugin));
  const count = (hook: string) => own.filter((plugin) => plugin[hook] !== undefined).length;
  const hooks = ['onParams', 'onEnveloped', 'onContextBuilding', 'onParse', 'onExecute', 'onExecutionResult'];
  expect(Object.fromEntries(hooks.map((hook) => [hook, count(hook)]))).toEqual({
    // The check of the parameters.
    onParams: 1,
    onEnveloped: 0,
    // Our context.
    onContextBuilding: 1,
    // The parser, the cache of documents, and the refusal of a mutation by GET.
    onParse: 3,
    // The executor, the masking of errors, and our plugin that learns operations.
    onExecute: 3,
    onExecutionResult: 0,
  });
});

test('a gateway delivers the events of a stream one after the other', () => {
  const { yoga } = createGateway({ production: true } as GatewayOptions);
  expect((yoga as unknown as { plugins: object[] }).plugins).toContain(eventsInOrder);
});

test('a plugin that works on the standard path only needs a reason', () => {
  expect(() => standardPathOnly(' ', {})).toThrow(
    new Error('Say why the fast path may do without this plugin.'),
  );
});

test('a plugin with a reason may work on the standard path only', () => {
  const plugin = { onRequest: () => {} };
  expect(pluginsOfBothPaths([standardPathOnly('the fast path takes JSON only', plugin)])).toEqual([plugin]);
});
