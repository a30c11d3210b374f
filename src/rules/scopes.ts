/** What a caller may be allowed to do, with what each scope allows. */
export const scopes = {
  'refunds:read': 'read refunds, charges and payment intents',
  'refunds:write': 'create refunds and change their metadata',
  'refunds:cancel': 'cancel refunds',
  'refunds:approve': 'approve and reject refunds that others asked for',
  'customers:read':
    'read names, e-mail addresses, receipts and the block list, and search by name or e-mail address',
  'events:read': 'follow the events of refunds and of approvals',
  'audit:read': 'read the audit: who asked what, and the outcome',
  'keys:manage': 'make, list and revoke API keys, with no scope that the caller lacks',
} as const;

export type Scope = keyof typeof scopes;

/** Every scope, in the order in which they are shown. */
export const allScopes = Object.keys(scopes) as readonly Scope[];

export const isScope = (text: string): text is Scope => Object.hasOwn(scopes, text);
