import type { Attack, Targets } from './attack.js';
import { documentAttacks } from './document-attacks.js';
import { errorAttacks } from './error-attacks.js';
import { textAttacks } from './text-attacks.js';

/** Every attack by GraphQL. */
export const attacksOn = (targets: Targets): readonly Attack[] => [
  ...documentAttacks(targets),
  ...errorAttacks,
  ...textAttacks,
];
