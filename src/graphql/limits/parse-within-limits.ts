import {
  type DocumentNode,
  Kind,
  Lexer,
  type ParseOptions,
  parse,
  Source,
  type Token,
  TokenKind,
} from 'graphql';
import { exceeded } from './exceeded.js';
import { measureDefinitions } from './measure-document.js';
import type { RequestLimits } from './request-limits.js';

const OPENING: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Parses a document within limits. Its text is checked before it is parsed, because the parser is recursive. The
 * document is checked before it is validated, because validation takes quadratic time.
 *
 * @throws LIMIT_EXCEEDED, or the parser's error
 */
export function parseWithinLimits(
  text: string | Source,
  options: ParseOptions | undefined,
  limits: RequestLimits,
): DocumentNode {
  const source = typeof text === 'string' ? new Source(text) : text;
  checkText(source, limits);
  const document = parse(source, options);
  checkDocument(document, limits);
  return document;
}

function checkText(source: Source, limits: RequestLimits): void {
  let lines = 1;
  for (const _ of source.body.matchAll(/\r\n|[\n\r]/g))
    if (++lines > limits.maxLines) throw exceeded('maxLines', 'or more lines', lines, limits);
  const lexer = new Lexer(source);
  let tokens = 0;
  let brackets = 0;
  while (lexer.advance().kind !== TokenKind.EOF) {
    tokens += 1 + commentsBefore(lexer.token);
    if (OPENING.has(lexer.token.kind)) brackets++;
    if (CLOSING.has(lexer.token.kind)) brackets--;
    if (tokens > limits.maxTokens) throw exceeded('maxTokens', 'or more tokens', tokens, limits);
    if (brackets > limits.maxBrackets)
      throw exceeded('maxBrackets', 'or more brackets within each other', brackets, limits);
  }
}

/** The lexer skips comments, but keeps them before their token, and they take as much memory. */
function commentsBefore({ prev }: Token): number {
  let comments = 0;
  for (let token = prev; token?.kind === TokenKind.COMMENT; token = token.prev) comments++;
  return comments;
}

function checkDocument(document: DocumentNode, limits: RequestLimits): void {
  const check = (limit: keyof RequestLimits, what: string, value: number) => {
    if (value > limits[limit]) throw exceeded(limit, what, value, limits);
  };
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  check('maxOperations', 'operations', operations.length);
  for (const { depth, selections, aliases, directives } of measureDefinitions(document).values()) {
    check('maxDepth', 'fields within each other', depth);
    check('maxSelections', 'selected fields and fragments', selections);
    check('maxAliases', 'aliases', aliases);
    check('maxDirectives', 'directives', directives);
  }
}
