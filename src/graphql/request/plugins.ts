import type { WhenKnown } from '../when-known.js';

/** A plugin that the fast path does without, and the reason why it may. */
interface StandardPathOnly<P extends object> {
  readonly plugin: P;
  readonly why: string;
}

/**
 * Registers a plugin that works on the standard path only. `why` says what keeps the fast path safe without it.
 *
 * @throws when `why` is blank
 */
export function standardPathOnly<P extends object>(why: string, plugin: P): StandardPathOnly<P> {
  if (why.trim() === '') throw new Error('Say why the fast path may do without this plugin.');
  return { plugin, why };
}

/**
 * Yoga's hooks that run for a request on both paths, and those that run once for a process. `onYogaInit` and
 * `onPluginInit` are missing, because they can add other plugins.
 */
const HOOKS_OF_BOTH_PATHS: ReadonlySet<string> = new Set([
  'onParams',
  'onParse',
  'onValidate',
  'onContextBuilding',
  'onEnveloped',
  'onExecute',
  'onSubscribe',
  'onExecutionResult',
  'onSchemaChange',
  'onDispose',
]);

/**
 * Hooks that do not run for a known operation, so that it needs something in their place (`known-operations.ts`). A rule for
 * documents needs nothing, because it looked at this document before.
 */
const HOOKS_SKIPPED_WHEN_KNOWN: readonly string[] = [
  'onParams',
  'onParse',
  'onValidate',
  'onContextBuilding',
  'onEnveloped',
  'onExecute',
  'onExecutionResult',
];

/**
 * The plugins for Yoga. The fast path (`http/fast-path.ts`) goes around Yoga's handling of HTTP, so it would silently
 * skip a plugin that identifies callers, measures or refuses requests there.
 *
 * @throws for a plugin with a hook that the fast path skips, unless it is registered with `standardPathOnly`; and for one
 *   with a hook that a known operation skips, if it does not say what takes its place
 */
export function pluginsOfBothPaths<P extends object>(registered: readonly (P | StandardPathOnly<P>)[]): P[] {
  return registered.map((entry) => {
    if (isStandardPathOnly(entry)) return entry.plugin;
    const properties = propertiesOf(entry);
    const refused = properties.filter((name) => !HOOKS_OF_BOTH_PATHS.has(name) && name !== 'whenKnown');
    if (refused.length > 0)
      throw new Error(
        `A Yoga plugin uses ${refused.join(', ')}, which the fast path skips. Do its work at the front door ` +
          '(src/http/front-door.ts) or in a hook of both paths, or register it with standardPathOnly and say why.',
      );
    if (
      !properties.includes('whenKnown') &&
      HOOKS_SKIPPED_WHEN_KNOWN.some((hook) => properties.includes(hook))
    )
      throw new Error(
        'A Yoga plugin has a hook that does not run for a known operation. Give it `whenKnown`, which takes its place ' +
          '(src/graphql/request/known-operations.ts).',
      );
    return entry;
  });
}

/** What plugins do for a known operation. */
export const stepsWhenKnown = (plugins: readonly object[]): WhenKnown[] =>
  plugins.flatMap((plugin) => ('whenKnown' in plugin ? [plugin.whenKnown as WhenKnown] : []));

const isStandardPathOnly = <P extends object>(entry: P | StandardPathOnly<P>): entry is StandardPathOnly<P> =>
  'why' in entry;

/** The names of all properties, also those that a class gives: Yoga calls inherited hooks too. */
function propertiesOf(value: object): string[] {
  const names = new Set<string>();
  for (let from = value; from && from !== Object.prototype; from = Object.getPrototypeOf(from))
    for (const name of Object.getOwnPropertyNames(from)) names.add(name);
  names.delete('constructor');
  return [...names];
}
