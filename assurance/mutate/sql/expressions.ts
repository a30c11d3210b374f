import { type Change, drop, replace } from './changes.js';
import { type Token, untilToken } from './tokens.js';

const OTHER_OPERATORS: Readonly<Record<string, string>> = {
  '=': '<>',
  '<>': '=',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  AND: 'OR',
  OR: 'AND',
};

/** Operators, constants and negations of an expression, each changed once. */
export function mutateTokens(tokens: readonly Token[]): Change[] {
  return tokens.flatMap((token, index): Change[] => {
    const [before, next] = [tokens[index - 1]?.text, tokens[index + 1]?.text];
    const other = OTHER_OPERATORS[token.text];
    if (other !== undefined && !isSign(tokens, index)) return replace([token], other, 'operator');
    if (token.kind === 'number') return replace([token], String(BigInt(token.text) + 1n), 'number');
    if (token.kind === 'text') return token.text === "''" ? [] : replace([token], "''", 'text');
    if (token.text === 'NOT' && before !== 'IS' && next !== 'NULL') return drop([token], 'negation');
    if (token.text === 'IS' && next === 'NOT')
      return replace(tokens.slice(index, index + 2), 'IS', 'negation');
    if (token.text === 'IS') return replace([token], 'IS NOT', 'negation');
    return [];
  });
}

/** A minus before a number, and an equals sign that names a value, are no operators between two operands. */
function isSign(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return before === undefined || (before.kind === 'sign' && !/^[)\]]$/.test(before.text));
}

const COMPARES = new Set(['=', '<>', '<', '<=', '>', '>=', 'IS', '~', '@>']);

/** Each comparison in parentheses of its own, as PostgreSQL prints conditions, becomes true and false. */
export function mutateComparisons(tokens: readonly Token[]): Change[] {
  return tokens.flatMap((token, index) => {
    if (token.text !== '(') return [];
    const inside = untilToken(tokens, index + 1, () => false);
    const ownTokens = atDepthZero(inside);
    const isComparison = ownTokens.some(({ text }) => COMPARES.has(text));
    if (!isComparison || ownTokens.some(({ text }) => text === 'AND' || text === 'OR')) return [];
    return ['true', 'false'].flatMap((value) => replace(inside, value, 'condition'));
  });
}

function atDepthZero(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ text }) => {
    if (text === '(' || text === '[') depth++;
    if (text === ')' || text === ']') depth--;
    return depth === 0;
  });
}
