/** A word, number, text or operator of SQL or PL/pgSQL. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'body' | 'sign';
  readonly text: string;
  /** Where the token is in the file. */
  readonly start: number;
  readonly end: number;
}

/** Comments and spaces are no tokens. A text between dollars is one token; its content can be read again. */
const TOKEN =
  /\s+|--[^\n]*|(?<body>\$(\w*)\$[\s\S]*?\$\2\$)|(?<text>'(?:[^']|'')*')|(?<word>[A-Za-z_#][\w$]*|"[^"]+")|(?<number>\d+)|(?<sign>::|:=|->>|->|#>>|@>|<>|<=|>=|\|\||\S)/gy;

const KINDS = ['body', 'text', 'word', 'number', 'sign'] as const;

/** The tokens of a part of a file. */
export function tokensOf(content: string, start = 0, end = content.length): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = start;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(content);
    if (!match) throw new Error(`No SQL at ${at}: ${content.slice(at, at + 40)}`);
    const kind = KINDS.find((name) => match.groups?.[name] !== undefined);
    if (kind) tokens.push({ kind, text: match[0], start: at, end: TOKEN.lastIndex });
  }
  return tokens;
}

/** The tokens up to the next one at the same depth of parentheses for which `ends` holds. */
export function untilToken(
  tokens: readonly Token[],
  from: number,
  ends: (token: Token) => boolean,
): readonly Token[] {
  let depth = 0;
  for (let index = from; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    if (depth === 0 && ends(token)) return tokens.slice(from, index);
    if (token.text === '(' || token.text === '[') depth++;
    if (token.text === ')' || token.text === ']') depth--;
    if (depth < 0) return tokens.slice(from, index);
  }
  return tokens.slice(from);
}

/** The statements of a file: tokens up to a semicolon. */
export function statementsOf(tokens: readonly Token[]): (readonly Token[])[] {
  const statements: (readonly Token[])[] = [];
  for (let from = 0; from < tokens.length; ) {
    const statement = untilToken(tokens, from, ({ text }) => text === ';');
    if (statement.length > 0) statements.push(statement);
    from += statement.length + 1;
  }
  return statements;
}
