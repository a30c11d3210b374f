/** The texts that there are, of those that may be missing. */
export const known = (texts: readonly (string | null | undefined | false)[]): string[] =>
  texts.filter((text): text is string => typeof text === 'string' && text !== '');
