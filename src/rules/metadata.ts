import type { Refusal } from './refusal.js';
import { shorten } from './text.js';

/** The metadata of a refund: string values by key. Keys like `__proto__` are ordinary keys. */
export type Metadata = Readonly<Record<string, string>>;
/** A change: keys to set. Null or the empty string unsets a key; the empty string alone unsets all keys. */
export type MetadataChange = Readonly<Record<string, string | null>> | '';

export const MAX_METADATA_KEYS = 50;
export const MAX_METADATA_KEY_CHARACTERS = 40;
export const MAX_METADATA_VALUE_CHARACTERS = 500;

/** Section 4: applies a change to `current`. Keys that the change does not name stay. */
export function mergeMetadata(current: Metadata, change: MetadataChange): Metadata {
  if (change === '') return {};
  const merged = new Map(Object.entries(current));
  for (const [key, value] of Object.entries(change))
    if (value === null || value === '') merged.delete(key);
    else merged.set(key, value);
  return Object.fromEntries(merged);
}

/** Section 4: refuses a change that breaks a limit by itself, whatever it changes. */
export function refuseMetadataChange(change: MetadataChange): Refusal<'PARAMETER_INVALID'> | null {
  if (change === '') return null;
  for (const [key, value] of Object.entries(change)) {
    if (key === '') return invalid('Metadata keys must have at least 1 character.');
    if (charactersOf(key) > MAX_METADATA_KEY_CHARACTERS)
      return invalid(
        `Metadata keys can have up to ${MAX_METADATA_KEY_CHARACTERS} characters, but '${shorten(key)}' has ${charactersOf(key)}.`,
      );
    if (/[[\]]/.test(key)) return invalid(`Metadata keys cannot have square brackets, but '${key}' has.`);
    if (value !== null && charactersOf(value) > MAX_METADATA_VALUE_CHARACTERS)
      return invalid(
        `Metadata values can have up to ${MAX_METADATA_VALUE_CHARACTERS} characters, but the value of '${key}' has ${charactersOf(value)}.`,
      );
  }
  return refuseMetadata(mergeMetadata({}, change));
}

/** Section 4: refuses metadata that would have too many keys. */
export function refuseMetadata(metadata: Metadata): Refusal<'PARAMETER_INVALID'> | null {
  const keys = Object.keys(metadata);
  if (keys.length <= MAX_METADATA_KEYS) return null;
  return invalid(
    `Metadata can have up to ${MAX_METADATA_KEYS} keys, but would have ${keys.length}; the first too many is '${keys[MAX_METADATA_KEYS]}'.`,
  );
}

const invalid = (message: string): Refusal<'PARAMETER_INVALID'> => ({
  code: 'PARAMETER_INVALID',
  message,
  param: 'metadata',
});
const charactersOf = (text: string): number => [...text].length;
