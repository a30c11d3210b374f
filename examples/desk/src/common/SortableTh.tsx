import { Table, type TableThProps } from '@mantine/core';
import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import classes from './SortableTh.module.css';
import { type OrderField, useOrder } from './useOrder';

interface Props extends TableThProps {
  readonly field: OrderField;
  readonly children: string;
}

const WORDS = { ASC: 'ascending', DESC: 'descending' } as const;

/** The head of a column that orders the list: largest or newest first, and the other way round at the next click. */
export function SortableTh({ field, children, ...rest }: Props) {
  const { order, turn } = useOrder();
  const direction = order.field === field ? order.direction : null;
  const Icon = direction === null ? ArrowUpDown : direction === 'ASC' ? ArrowUp : ArrowDown;
  return (
    <Table.Th {...rest} aria-sort={direction ? WORDS[direction] : 'none'}>
      <button type="button" className={classes.button} onClick={() => turn(field)}>
        {children}
        <Icon size={14} aria-hidden />
      </button>
    </Table.Th>
  );
}
