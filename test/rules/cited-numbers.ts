/** What a text cites of RULES.md: sections as `2`, rules as `1.7`, promises as `I3`. */
export interface Citations {
  readonly numbers: readonly string[];
  /** Citations that cannot be checked, such as a number with a letter or a range from one section into another. */
  readonly unreadable: readonly string[];
}

/** A number, or what was meant as one. */
const NUMBER = String.raw`(?:I |[A-Za-z])?\d\w*(?:\.\w+)*`;
/** "rule", "sections" or "§", and what may be between the word and its number. */
const WORD = String.raw`(?:\b(?:(?:[Rr]ule|(?:[Ss]ub-?)?[Ss]ection)s?|RULES?|SECTIONS?)\b(?:['’]s\b)?|§)[\s:,(["'“‘#*§-]*(?:\b(?:[Nn]os?\b\.?|[Nn]umbers?)[\s#]*)?\x60?`;
/** Numbers in a row, after their word. A promise needs no word. */
const LIST = new RegExp(String.raw`(?:${WORD}|\b(?=I ?\d))(${NUMBER}(?:\s*(?:-|,[\s,]*)${NUMBER})*)`, 'g');

/** The numbers that a text cites: "rule 1.7", "rules 6.1 to 6.5", "§ 2", "sections 1–3", "I3". A range cites each in it. */
export function citedIn(text: string): Citations {
  const numbers: string[] = [];
  const unreadable: string[] = [];
  for (const [citation, list = ''] of inOneSpelling(text).matchAll(LIST))
    for (const part of list.split(/[\s,]*,[\s,]*/)) {
      // After a promise, a number without an "I" is a promise, a section or something else.
      const range = list.startsWith('I') && !part.startsWith('I') ? [] : rangeOf(part);
      if (range.length === 0) unreadable.push(citation);
      numbers.push(...range);
    }
  return { numbers, unreadable };
}

/** Joins the lines of a paragraph or comment, and spells what joins numbers as a comma or a hyphen. */
const inOneSpelling = (text: string): string =>
  text
    .replace(/\n[ \t]*(?:\*(?!\/)|\/\/+|--|>)?[ \t]*(?=\S)/g, ' ')
    .replace(/\s*(?:\b(?:to|through)\b|[\u2010-\u2015\u2212]|(?<=\d ?)(?:\.{2,3}|…)(?= ?\d))\s*/g, '-')
    .replace(/\s*(?:\(?\b(?:and|or|plus|as well as)\b|[/&]|;(?= \d+\.\d))\s*| \+ |(?<=\w)\+(?=\w)/g, ',');

/** The title of a test, or of a row of its table, starts with what it tests, as in 'rule N: …'. */
const TITLE = /(?:^|[([\s])['"`]((?:[Rr]ules?\b|[Ss]ections?\b|I\d)[^'"`\n]*?): /gm;
const COMMENTED_OUT = /^[ \t]*(?:\/\/.*|\/\*[\s\S]*?\*\/)/gm;

/** The numbers that the titles of a file of tests cite. Tests in comments do not count. */
export const testedIn = (text: string): readonly string[] =>
  [...text.replace(COMMENTED_OUT, '').matchAll(TITLE)].flatMap(([, title = '']) => citedIn(title).numbers);

/** The numbers of "6.1-6.5" or "1.7". Empty if it is not a number, or not a range within one section. */
function rangeOf(part: string): string[] {
  const [from, to = from, ...more] = part
    .split(/\s*-\s*/)
    .map((number) => /^(I ?|\d+\.|)(\d+)$/.exec(number));
  if (!from || !to || more.length > 0 || from[1] !== to[1]) return [];
  const first = Number(from[2]);
  return Array.from(
    { length: Math.max(0, Number(to[2]) - first + 1) },
    (_, index) => `${from[1]?.trim()}${first + index}`,
  );
}
