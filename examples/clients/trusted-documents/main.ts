import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { documentId, joinManifests, manifestOf } from '@refund-gateway/client/trusted-documents';
import { buildSchema, parse, validate } from 'graphql';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

// What codegen wrote beside the types, and a document of a program that uses fetch alone.
const VIEWER = 'query Viewer { viewer { name scopes } }';
const byCodegen = JSON.parse(read('../codegen/gql/persisted-documents.json'));
const manifest = joinManifests(byCodegen, manifestOf([VIEWER]));

assert.ok(Object.keys(byCodegen).length >= 2);
assert.equal(Object.keys(manifest).length, Object.keys(byCodegen).length + 1);
assert.equal(manifest[documentId(VIEWER)], VIEWER);

// A manifest can be checked against the schema of a new version before the gateway is upgraded.
const schema = buildSchema(read('../node_modules/@refund-gateway/client/generated/schema.graphql'));
for (const text of Object.values(manifest)) assert.deepEqual(validate(schema, parse(text)), []);
assert.throws(() => joinManifests({ [documentId(VIEWER)]: '{ viewer { name } }' }), /SHA-256/);
