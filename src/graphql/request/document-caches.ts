import type { DocumentNode } from 'graphql';
import { BoundedCache } from '../../process/bounded-cache.js';

/**
 * The caches that take the place of Yoga's own, which count documents but not their size. The results of validation and
 * the compiled queries live as long as their document.
 */
export const documentCaches = {
  // A parsed document takes 45 bytes for each character of ordinary text, and 250 for the densest: 125 MB at most. A
  // frontend has some hundreds of documents of one or two thousand characters.
  documentCache: new BoundedCache<DocumentNode>('documents', { maxEntries: 1_000, maxCharacters: 500_000 }),
  // Each error holds the text that could not be parsed.
  errorCache: new BoundedCache<Error>('syntax errors', { maxEntries: 100, maxCharacters: 500_000 }),
};
