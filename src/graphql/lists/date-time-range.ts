import { builder } from '../builder.js';

export const DateTimeRange = builder.inputType('DateTimeRange', {
  description: 'A range of time. All given bounds apply.',
  fields: (t) => ({
    gt: t.field({ type: 'DateTime', description: 'After this time.' }),
    gte: t.field({ type: 'DateTime', description: 'At this time or later.' }),
    lt: t.field({ type: 'DateTime', description: 'Before this time.' }),
    lte: t.field({ type: 'DateTime', description: 'At this time or earlier.' }),
  }),
});
