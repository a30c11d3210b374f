import { shorten } from '../rules/text.js';
import { isJsonObject, type JsonObject } from './object-reader.js';

/** Whether an object is a page of a list or of a search, whose objects are in `data`. An event’s `data` is an object. */
export const isPage = (value: JsonObject): value is JsonObject & { readonly data: readonly unknown[] } =>
  Array.isArray(value['data']);

/**
 * Why an answer of Stripe's API is nothing to import, in words for the person who saved it. Null if it is an object, or
 * a page of objects.
 */
export function refusedAnswer(value: JsonObject): string | null {
  const { object, error } = value;
  if (object === 'event')
    return 'it is an event, which holds an older state of its object. Import the object itself, as the API returns it now';
  if (object === undefined && error !== undefined) {
    const message = isJsonObject(error) ? error['message'] : error;
    const told = typeof message === 'string' ? ` (${shorten(printable(message))})` : '';
    return `it is an error of the API${told}, not an object. Repeat the request that failed`;
  }
  return null;
}

/** The message goes to a terminal, in one line. */
const printable = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').toWellFormed();
