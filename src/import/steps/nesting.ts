/**
 * The most brackets within each other in a line. Stripe's objects have some 12, and a list page two more. What reads an
 * object is recursive, in this program and in the database: some thousand levels would end an import without a line.
 */
export const MAX_LEVELS = 100;

/** Whether JSON has more brackets within each other than that. Hardly any line has so many at all. */
export const isTooDeep = (json: string): boolean =>
  opens(json, '{') + opens(json, '[') > MAX_LEVELS && deepest(json) > MAX_LEVELS;

/** How often a bracket stands in a text, as far as that matters. */
function opens(text: string, bracket: '{' | '['): number {
  let count = 0;
  for (let at = text.indexOf(bracket); at !== -1 && count <= MAX_LEVELS; at = text.indexOf(bracket, at + 1))
    count++;
  return count;
}

/** Counts in the text and not in its value, because a later field of the same name hides an earlier one there. */
function deepest(json: string): number {
  let [levels, most, isInText] = [0, 0, false];
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (isInText) {
      if (character === '\\') at++;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === '{' || character === '[') most = Math.max(most, ++levels);
    else if (character === '}' || character === ']') levels--;
  }
  return most;
}
