import type { Attack } from './attack.js';
import type { Outcome } from './send-attack.js';

/** More than any refusal needs, and any answer of an attack that is not refused. */
const MAX_ANSWER_CHARACTERS = 1_000_000;

/** What is wrong with the outcome of an attack, its time aside. */
export function faultsOf(attack: Attack, outcome: Outcome, production: boolean): readonly string[] {
  const expected = (production ? attack.refusedInProductionBy : undefined) ?? attack.refusedBy;
  const { status, refusedBy, errors, bytes, healthy, tellsNumbers } = outcome;
  const wrong: readonly [boolean, string][] = [
    [refusedBy !== expected, `expected ${expected ?? 'an answer'}, not ${refusedBy ?? 'an answer'}`],
    [
      attack.errors !== undefined && attack.errors !== errors,
      `expected ${attack.errors} errors, not ${errors}`,
    ],
    [status === 0 || status >= 500, `status ${status}`],
    [bytes >= MAX_ANSWER_CHARACTERS, `an answer of ${bytes} bytes`],
    [!healthy, 'a probe of /health was refused'],
    [production && tellsNumbers, 'an error in production says by how much the request exceeds its limit'],
  ];
  return wrong.filter(([isWrong]) => isWrong).map(([, fault]) => fault);
}
