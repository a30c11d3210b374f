import { formatAmount, type Unit } from '../money/currency';
import classes from './Amount.module.css';

/** An amount in smallest units, with numerals that stand below each other. */
export const Amount = ({ amount, of: unit }: { readonly amount: number; readonly of: Unit }) => (
  <span className={classes.amount}>{formatAmount(amount, unit)}</span>
);
