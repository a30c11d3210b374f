import { MAX_TEXT_CHARACTERS, unlessBlank } from '../../rules/text.js';
import { requestError } from '../request-error.js';

/**
 * The note of a decision; null if it is blank.
 *
 * @throws PARAMETER_INVALID if it is too long. The results of decisions have no refusal of their input.
 */
export function decisionNote({ note }: { readonly note?: string | null | undefined }): string | null {
  if (note != null && note.length > MAX_TEXT_CHARACTERS)
    throw requestError('PARAMETER_INVALID', `note can have up to ${MAX_TEXT_CHARACTERS} characters.`, 'note');
  return unlessBlank(note ?? null);
}
