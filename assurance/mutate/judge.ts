import type { Bench, Court } from './court.js';
import { applied, type Placed } from './mutant.js';
import { judgePrisma } from './prisma/judge-prisma.js';
import type { Verdict } from './results.js';
import { judgeSql } from './sql/judge-sql.js';
import { judgeTypescript } from './typescript/judge-typescript.js';

/** Decides whether the tests notice a mutant. */
export async function judge(mutant: Placed, court: Court, bench: Bench): Promise<Verdict> {
  switch (mutant.kind) {
    case 'typescript':
      return judgeTypescript(mutant, court, bench);
    case 'sql':
      return judgeSql(mutant, court, bench);
    case 'prisma':
      return judgePrisma(applied(court.contentOf(mutant.file), mutant));
  }
}
