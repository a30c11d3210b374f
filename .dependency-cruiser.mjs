/**
 * The layers of the code: what each room of src/ may import besides itself. Imports go one way. `npm run check` refuses
 * every other import, and a folder that is not listed here. Why the rooms are as they are: docs/adr/0015.
 */
const rooms = {
  process: [],
  database: ['process'],
  rules: ['process/bounded-cache'],
  ledger: ['database', 'rules/erased-email', 'rules/search', 'process/bounded-cache'],
  refunds: ['rules', 'ledger', 'database', 'process'],
  processors: ['refunds/processing', 'rules'],
  callers: ['ledger', 'rules', 'database/sql', 'process'],
  audit: ['rules', 'ledger', 'database', 'process'],
  stripe: ['rules'],
  import: ['stripe', 'refunds/events', 'rules', 'ledger', 'database', 'process'],
  erasure: ['stripe', 'rules', 'ledger', 'database', 'process'],
  verify: ['rules', 'database'],
  'sample-data': ['import', 'rules', 'ledger', 'process'],
  graphql: [
    'callers',
    'audit',
    'refunds',
    'rules',
    'ledger',
    'database',
    'process/bounded-cache',
    'process/turns',
  ],
  http: [
    'graphql/request',
    'graphql/request-error',
    'graphql/export',
    'callers',
    'audit',
    'ledger',
    'process',
  ],
  commands: [
    'config',
    'graphql',
    'callers',
    'rules/scopes',
    'rules/erased-email',
    'processors',
    'refunds/create',
    'audit',
    'import',
    'erasure',
    'verify',
    'ledger',
    'database',
    'process',
  ],
};

/** Rooms inside a room: what each part may import of the same room. Rooms have no other folders. */
const parts = {
  'database/embedded': ['prepared-statements'],
  'database/migrations': ['explain-failure', 'pipeline/watched-client'],
  'database/pipeline': ['sql', 'statement-query', 'prepared-statements', 'failure'],
  'refunds/approvals': ['create', 'processing', 'events', 'verb-context'],
  'refunds/create': ['approvals', 'change-status', 'processing', 'verb-context'],
  'refunds/processing': ['events', 'change-status', 'lock-refund', 'verb-context'],
  'refunds/events': [],
  'erasure/retention': ['erase-places', 'erased-columns', 'erasure-transaction', 'places', 'places-by-text'],
  'import/input': ['line'],
  'import/steps': ['import-report', 'line'],
  'graphql/loading': ['builder', 'context', 'node-types', 'request-error'],
  'graphql/federation': ['context', 'field-scopes', 'node-types', 'request-error', 'loading'],
  'graphql/lists': ['builder', 'context', 'request-error', 'loading'],
  'graphql/limits': ['context', 'when-known', 'lists'],
  'graphql/types': ['builder', 'context', 'request-error', 'loading', 'lists'],
  'graphql/operations': [
    'builder',
    'context',
    'field-scopes',
    'guard-fields',
    'node-types',
    'request-error',
    'loading',
    'lists',
    'types',
  ],
  'graphql/export': ['field-scopes', 'request/run-query', 'request-error', 'schema'],
  'graphql/request': [
    'context',
    'when-known',
    'schema',
    'field-scopes',
    'guard-fields',
    'request-error',
    'federation',
    'limits',
    'loading',
  ],
};

/** Packages, and modules of Node.js, that only some rooms know. */
const packages = [
  {
    package: '(graphql|graphql-yoga|graphql-jit|@graphql-yoga/.*|@pothos/.*)',
    rooms: ['graphql', 'http', 'commands'],
  },
  { package: '(jose)', rooms: ['callers'] },
  { package: '(dataloader)', rooms: ['graphql/loading'] },
  { package: '(pg)', rooms: ['database', 'ledger', 'import', 'erasure', 'verify'] },
  { package: '(@electric-sql/.*)', rooms: ['database/embedded'] },
  { package: '(@prisma/.*)', rooms: ['ledger'] },
  { package: '(pino|pino-pretty)', rooms: ['process'] },
  { package: '(lru-cache)', rooms: ['process'] },
  { package: '(@streamparser/.*)', rooms: ['import/input'] },
  { package: '(p-limit)', rooms: ['database', 'graphql/limits', 'refunds/events'] },
  { package: '(http|https|http2)', rooms: ['http', 'main'] },
  { package: '(net|tls|dns|dgram)', rooms: ['http', 'database/embedded', 'database/pipeline', 'config'] },
];

/** Where the files of src/ are: at its root, or directly in a room or a part that is listed above. */
const PLACES = `^src/((main|config|repeated-work)\\.ts|(${[...Object.keys(rooms), ...Object.keys(parts)].join('|')})/[^/]+)$`;

const isIn = (names) => `^src/(${names.join('|')})(/|\\.ts$)`;
const room = (name) => `^src/${name}/`;

export default {
  forbidden: [
    ...Object.entries(rooms).map(([name, allowed]) => ({
      name: `${name}-imports`,
      comment: `src/${name} may import ${allowed.join(', ') || 'no other room'}.`,
      severity: 'error',
      from: { path: room(name) },
      to: { path: '^src/', pathNot: isIn([name, ...allowed]) },
    })),
    ...Object.entries(parts).map(([name, allowed]) => {
      const [parent] = name.split('/');
      return {
        name: `${name}-imports`,
        comment: `Of src/${parent}, ${name} may import ${allowed.join(', ') || 'itself only'}.`,
        severity: 'error',
        from: { path: room(name) },
        to: { path: room(parent), pathNot: isIn([name, ...allowed.map((part) => `${parent}/${part}`)]) },
      };
    }),
    ...packages.map(({ package: names, rooms: allowed }) => ({
      name: `only-${allowed.join('-')}-know-${names.match(/\w+/)?.[0]}`,
      severity: 'error',
      from: { path: '^src/', pathNot: isIn(allowed) },
      to: { path: `^(node_modules/|(node:)?)${names}(/|$)` },
    })),
    {
      name: 'rules-are-pure',
      comment:
        "Outside src/, the rules may import Prisma's types and node:crypto, and node:url for domains in Punycode. biome.json denies them globals.",
      severity: 'error',
      from: { path: room('rules') },
      to: { pathNot: '^(src/|prisma/generated/prisma/|(node:)?(crypto|url)$)' },
    },
    {
      name: 'src-needs-only-itself',
      comment: 'Of this repository, src/ may import itself and what Prisma generates.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        pathNot: '^(src|prisma/generated|node_modules)/',
        dependencyTypesNot: ['core'],
        couldNotResolve: false,
      },
    },
    {
      name: 'src-needs-no-dev-dependency',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'only-timestamptz-makes-lazy-dates',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/database/timestamptz\\.ts$' },
      to: { path: '^src/database/iso-date\\.ts$' },
    },
    {
      name: 'nothing-imports-main',
      severity: 'error',
      from: {},
      to: { path: '^src/main\\.ts$' },
    },
    {
      name: 'prisma-does-not-import-tests',
      severity: 'error',
      from: { path: '^prisma/' },
      to: { path: '^(test|assurance|bench)/' },
    },
    {
      name: 'support-does-not-import-tests',
      severity: 'error',
      from: { path: '^test/support/' },
      to: { path: '\\.test\\.ts$' },
    },
    {
      name: 'model-decides-by-itself',
      comment: 'The model is a second implementation: it may drive the gateway, but not share its rules.',
      severity: 'error',
      from: { path: '^assurance/model/', pathNot: '^assurance/model/gateway\\.ts$' },
      to: { path: '^src/rules/', pathNot: '^src/rules/(refusal|refund-input)\\.ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@electric-sql/pglite/' },
    },
  ],
  required: [
    {
      name: 'place-without-a-rule',
      comment:
        'A new folder of src/ needs a line in `rooms` or `parts`. Only main.ts, config.ts and repeated-work.ts are at the root.',
      severity: 'error',
      module: { path: '^src/', pathNot: PLACES },
      // A file elsewhere cannot meet this rule. Unlike `forbidden`, `required` also applies to files without imports.
      to: { path: '^$' },
    },
  ],
  options: {
    parser: 'swc',
    moduleSystems: ['es6'],
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules/|^prisma/generated/' },
    exclude: { path: '^dist/' },
    // Packages that have only entries by conditions, such as csv-stringify/sync.
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node'] },
  },
};
