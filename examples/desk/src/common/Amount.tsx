import { formatAmount } from '../money/currency';
import classes from './Amount.module.css';

/** An amount in smallest units, with numerals that stand below each other. */
export const Amount = ({ amount, currency }: { readonly amount: number; readonly currency: string }) => (
  <span className={classes.amount}>{formatAmount(amount, currency)}</span>
);
