import { type PaymentPlan, paid } from './payment-plan.js';
import type { PlaceOrder } from './place-order.js';

/**
 * Charges without refunds, for trying everything that the sandbox processor can do: its test cards, and the e-mail
 * addresses that decide whether a customer gives bank details.
 */
export const sandboxCharges = (place: PlaceOrder): PaymentPlan[] => [
  paid(place(6, 'usd', { last4: '7726', amount: 7_500 })),
  paid(place(6, 'usd', { last4: '5126', amount: 4_900 })),
  paid(place(5, 'usd', { last4: '4242', amount: 12_000 })),
  paid(place(6, 'eur', { method: 'klarna', amount: 8_950 })),
  paid(place(5, 'jpy', { method: 'konbini', amount: 6_400, email: 'haruka.mori+details@example.com' })),
  paid(place(5, 'jpy', { method: 'konbini', amount: 3_200, email: 'kenji.ueda+returned@example.com' })),
  paid(place(4, 'jpy', { method: 'konbini', amount: 2_100, email: 'ren.okada@example.org' })),
  paid(place(4, 'jpy', { method: 'konbini', amount: 4_800, email: null })),
];
