import { builder } from '../builder.js';

export const DateTimeRange = builder.inputType('DateTimeRange', {
  description: 'A stretch of time; the bounds that are given all hold.',
  fields: (t) => ({
    gt: t.field({ type: 'DateTime', description: 'After this.' }),
    gte: t.field({ type: 'DateTime', description: 'At this or after it.' }),
    lt: t.field({ type: 'DateTime', description: 'Before this.' }),
    lte: t.field({ type: 'DateTime', description: 'At this or before it.' }),
  }),
});
