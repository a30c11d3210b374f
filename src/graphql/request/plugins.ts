/** A plugin that the fast path does without, and the reason why it may. */
interface StandardPathOnly<P extends object> {
  readonly plugin: P;
  readonly why: string;
}

/** Registers a plugin that works on the standard path only. `why` says what keeps the fast path safe without it. */
export const standardPathOnly = <P extends object>(why: string, plugin: P): StandardPathOnly<P> => ({
  plugin,
  why,
});

/** Yoga's hooks that run for a request on both paths, and those that run once for a process. */
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
  'onYogaInit',
  'onDispose',
]);

/**
 * The plugins for Yoga. The fast path (`http/fast-path.ts`) goes around Yoga's handling of HTTP, so it would silently
 * skip a plugin that identifies callers, measures or refuses requests there.
 *
 * @throws for a plugin with a hook that the fast path skips, unless it is registered with `standardPathOnly`
 */
export function pluginsOfBothPaths<P extends object>(registered: readonly (P | StandardPathOnly<P>)[]): P[] {
  return registered.map((entry) => {
    if (isStandardPathOnly(entry)) return entry.plugin;
    const skipped = Object.keys(entry).filter((hook) => !HOOKS_OF_BOTH_PATHS.has(hook));
    if (skipped.length > 0)
      throw new Error(
        `A Yoga plugin uses ${skipped.join(', ')}, which the fast path skips. Do its work at the front door ` +
          '(src/http/front-door.ts) or in a hook of both paths, or register it with standardPathOnly and say why.',
      );
    return entry;
  });
}

const isStandardPathOnly = <P extends object>(entry: P | StandardPathOnly<P>): entry is StandardPathOnly<P> =>
  'why' in entry;
