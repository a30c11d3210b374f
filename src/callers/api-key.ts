import { hash, randomBytes } from 'node:crypto';

/** An API key begins with it, so that scanners find one that was published. */
const PREFIX = 'rgk_';

/** Nobody guesses 256 bits, so a fast hash without salt keeps them secret. */
const SECRET_BYTES = 32;

/** A new key as its owner gets it. It is shown once: the ledger keeps only its hash. */
export const newApiKey = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64url');

export const isApiKey = (text: string): boolean => text.startsWith(PREFIX);

/**
 * The hash by which a key is found, in hexadecimal digits. Comparing hashes tells nothing about a key by its time, since
 * nobody can choose the digits of a hash.
 */
export const hashOfKey = (key: string): string => hash('sha256', key);
