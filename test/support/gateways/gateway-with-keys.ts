import { SignJWT } from 'jose';
import { KnownKeys } from '../../../src/callers/known-keys.js';
import { type Recognizer, recognizer } from '../../../src/callers/recognize.js';
import { Tokens } from '../../../src/callers/tokens.js';
import { systemClock } from '../../../src/process/clock.js';
import { testDatabase } from '../databases/test-database.js';
import { testGateway } from './test-gateway.js';

const SECRET = new TextEncoder().encode('a secret of thirty-two characters or more');
const [ISSUER, AUDIENCE] = ['https://issuer.example', 'refund-gateway'];

/** A token as the issuer of the gateway's tokens would give it to a person. */
export const tokenOf = (name: string, scope: string): Promise<string> =>
  new SignJWT({ scope })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(name)
    .setExpirationTime('10m')
    .sign(SECRET);

const tokens = () =>
  new Tokens(
    {
      issuer: ISSUER,
      audience: AUDIENCE,
      keys: { secret: SECRET },
      scopesClaim: 'scope',
      nameClaim: 'sub',
    },
    systemClock,
    { onFailure: () => {}, onRefused: () => {} },
  );

/**
 * A gateway that knows callers as a process does: by the keys of its database and, if wanted, by tokens. It reads the
 * keys only when it is told that they changed, or meets an unknown one.
 */
export function gatewayWithKeys({ takesTokens = false, logged = [] as object[] } = {}) {
  const holder = testDatabase();
  let known: Recognizer | undefined;
  const callers = (): Recognizer => {
    known ??= recognizer(new KnownKeys(holder.database.pool, systemClock), takesTokens ? tokens() : null);
    return known;
  };
  return testGateway({
    holder,
    logged,
    recognizer: {
      get isConfigured() {
        return callers().isConfigured;
      },
      find: (secret) => callers().find(secret),
      keysChanged: () => callers().keysChanged(),
    },
  });
}
