import { createHash } from 'node:crypto';

/** The texts of documents by their ids. As JSON, it is what codegen writes. */
export type Manifest = Readonly<Record<string, string>>;

/** The id of a document: `sha256:` and the hash of its text in lower-case hexadecimal, as GraphQL over HTTP has it. */
export const documentId = (text: string): string =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** The manifest of some documents, each as it is sent. */
export const manifestOf = (texts: Iterable<string>): Manifest =>
  Object.fromEntries([...new Set(texts)].map((text) => [documentId(text), text]));

/**
 * One manifest of those of several tools or frontends.
 *
 * @throws if an id is not the hash of its text, because two tools would then mean different documents by one id
 */
export function joinManifests(...manifests: readonly Manifest[]): Manifest {
  const all = manifests.flatMap((manifest) => Object.entries(manifest));
  for (const [id, text] of all)
    if (id !== documentId(text)) throw new Error(`${id} is not the SHA-256 of its document`);
  return Object.fromEntries(all.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
