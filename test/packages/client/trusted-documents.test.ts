import { expect, test } from 'vitest';
import { documentId, joinManifests, manifestOf } from '../../../packages/client/src/trusted-documents.js';

const [ONE, OTHER] = ['{ viewer { name } }', '{ viewer { scopes } }'];

test('the id of a document is the hash of its text, as sha256sum prints it', () => {
  expect(documentId('abc')).toBe('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('manifests are joined in the order of their ids, and each document is there once', () => {
  const all = joinManifests(manifestOf([ONE, ONE]), manifestOf([OTHER, ONE]));
  expect(Object.keys(all)).toEqual([ONE, OTHER].map(documentId).toSorted());
  expect(all[documentId(ONE)]).toBe(ONE);
});

test('an id that is not the hash of its document is refused', () => {
  expect(() => joinManifests({ [documentId(ONE)]: OTHER })).toThrow(/SHA-256/);
});
