import { Amount } from '../common/Amount';
import type { Unit } from '../money/currency';
import classes from './ReasonBars.module.css';
import type { ReasonSum } from './RefundsByReason';

/** A bar for each reason, with its name above it: no colour has to be matched with a legend. */
export function ReasonBars({
  reasons,
  unit,
}: {
  readonly reasons: readonly ReasonSum[];
  readonly unit: Unit;
}) {
  const most = Math.max(1, ...reasons.map(({ amount }) => amount));
  return (
    <div className={classes.bars}>
      {reasons.map(({ name, amount }) => (
        <div key={name}>
          <div className={classes.line}>
            <span>{name}</span>
            <Amount amount={amount} of={unit} />
          </div>
          <div className={classes.track}>
            <div style={{ width: `${(amount / most) * 100}%` }} />
          </div>
        </div>
      ))}
    </div>
  );
}
