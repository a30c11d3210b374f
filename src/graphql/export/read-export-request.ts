import { z } from 'zod';
import type { ExportRequest } from './export-list.js';
import { ExportRefusedError } from './export-refused.js';

const body = z.looseObject({
  columns: z.array(z.string()).optional(),
  locale: z.string().optional(),
  count: z.boolean().optional(),
});

/**
 * Reads what an export asks for, as JSON: `columns`, `locale` and `count`, and the arguments of the list beside them. An
 * empty text asks for the whole list.
 *
 * @throws ExportRefusedError
 */
export function readExportRequest(list: string, text: string): ExportRequest {
  let json: unknown;
  try {
    json = JSON.parse(text.trim() === '' ? '{}' : text);
  } catch {
    throw new ExportRefusedError('The request is not valid JSON.');
  }
  const read = body.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    const place = issue?.path.join('.');
    throw new ExportRefusedError(
      place ? `${place}: ${issue?.message}` : 'The request must be a JSON object.',
    );
  }
  const { columns, locale, count, ...args } = read.data;
  return { list, columns, locale, count, args };
}
