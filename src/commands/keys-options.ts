import { callerNameOf } from '../callers/caller.js';
import type { NewKey } from '../callers/create-key.js';
import { OperatorError } from '../process/operator-error.js';
import { allScopes, isScope, scopes } from '../rules/scopes.js';
import { parseOptions } from './parse-options.js';
import { timeOf } from './time-option.js';

export const KEYS_USAGE = `Makes, lists and revokes the API keys with which programs call the gateway.

  npm run keys -- create --name NAME --scopes SCOPE,SCOPE [--expires 2027-01-01] [--json]
  npm run keys -- list [--json]
  npm run keys -- revoke NAME

A key is shown once, when it is made. NAME stands in the history of refunds.
--expires is a date, or a time in ISO 8601; without it the key never expires.
--json prints one line of JSON.

Scopes:
${allScopes.map((scope) => `  ${scope.padEnd(16)}${scopes[scope]}`).join('\n')}`;

export type KeysTask =
  | { readonly verb: 'create'; readonly key: NewKey; readonly json: boolean }
  | { readonly verb: 'list'; readonly json: boolean }
  | { readonly verb: 'revoke'; readonly name: string };

/**
 * What a command line asks for; null for the usage.
 *
 * @throws OperatorError USAGE
 */
export function readKeysArguments(args: readonly string[], now: Date): KeysTask | null {
  const { values, positionals } = parse(args);
  const [verb, name, ...others] = positionals;
  if (values.help || verb === undefined) return null;
  if (others.length > 0 || (name !== undefined && verb !== 'revoke'))
    throw usage(`unexpected argument ${others[0] ?? name}`);
  const { json = false } = values;
  if (verb === 'list') return { verb, json };
  if (verb === 'revoke') {
    if (name === undefined) throw usage('the name of the key is missing');
    // A name that no key can have is told as one that no key has.
    return { verb, name: callerNameOf(name) ?? name };
  }
  if (verb !== 'create') throw usage(`there is no command ${verb}`);
  return { verb, json, key: newKey(values, now) };
}

function newKey(values: ReturnType<typeof parse>['values'], now: Date): NewKey {
  const { name: text, scopes: wanted, expires } = values;
  if (text === undefined || wanted === undefined) throw usage('create needs --name and --scopes');
  const name = callerNameOf(text);
  if (name === null) throw usage('this --name cannot be used: it is reserved, too long, or not on one line');
  const given = wanted.split(',').map((scope) => scope.trim());
  const unknown = given.filter((scope) => !isScope(scope));
  if (unknown.length > 0) throw usage(`there is no scope ${unknown.join(', ')}`);
  return {
    name,
    scopes: given.filter(isScope),
    expires: expires === undefined ? null : expiryOf(expires, now),
  };
}

function expiryOf(text: string, now: Date): Date {
  const time = timeOf(text);
  if (time === null || time <= now)
    throw usage('--expires must be a time to come, such as 2027-01-01 or 2027-01-01T12:00:00Z');
  return time;
}

const parse = (args: readonly string[]) =>
  parseOptions(
    {
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        scopes: { type: 'string' },
        expires: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    },
    usage,
  );

const usage = (why: string): OperatorError => new OperatorError('USAGE', `${why}.\n\n${KEYS_USAGE}`);
