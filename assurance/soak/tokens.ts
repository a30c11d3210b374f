import { SignJWT } from 'jose';
import { allScopes } from '../../src/rules/scopes.js';

const SECRET = 'a secret of thirty-two characters or more';
const [ISSUER, AUDIENCE] = ['https://issuer.example', 'refund-gateway'];

/** The settings of a gateway that takes the tokens. */
export const TOKEN_SETTINGS = { JWT_ISSUER: ISSUER, JWT_AUDIENCE: AUDIENCE, JWT_SECRET: SECRET };

/** A token of a caller with every scope, which is valid for as long as a run may take. */
export const tokenOf = (name: string): Promise<string> =>
  new SignJWT({ scope: allScopes.join(' ') })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(name)
    .setExpirationTime('1d')
    .sign(new TextEncoder().encode(SECRET));
