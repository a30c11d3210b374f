import { ChartColumn, CreditCard, Layers, type LucideIcon, ReceiptText, UserCheck } from 'lucide-react';
import type { Scope } from '../session/viewer';

interface ScreenLink {
  readonly path: string;
  readonly name: string;
  readonly Icon: LucideIcon;
  /** The key to press after "g". */
  readonly letter: string;
  readonly scope: Scope;
}

/** The screens of the menu, in its order. */
export const screens: readonly ScreenLink[] = [
  { path: '/', name: 'Overview', Icon: ChartColumn, letter: 'o', scope: 'refunds:read' },
  { path: '/refunds', name: 'Refunds', Icon: ReceiptText, letter: 'r', scope: 'refunds:read' },
  { path: '/charges', name: 'Charges', Icon: CreditCard, letter: 'c', scope: 'refunds:read' },
  { path: '/approvals', name: 'Approvals', Icon: UserCheck, letter: 'a', scope: 'refunds:read' },
  { path: '/bulk', name: 'Bulk refunds', Icon: Layers, letter: 'b', scope: 'refunds:write' },
];
