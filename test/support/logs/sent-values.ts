import { noteSent, type SentValue } from './log-files.js';

/** Fields of the API whose values no log may have. */
const KINDS: Readonly<Record<string, string>> = {
  idempotencyKey: 'idempotency key',
  note: 'note',
  decisionNote: 'note',
  instructionsEmail: 'e-mail address',
  email: 'e-mail address',
};
const METADATA = 'metadata';
const METADATA_KIND = 'metadata of a refund';

/** `field: "value"` and `metadata: { field: "value" }` in a document. */
const FIELD = new RegExp(`\\b(${Object.keys(KINDS).join('|')})\\s*:\\s*("(?:[^"\\\\]|\\\\.)*")`, 'g');
const METADATA_OBJECT = /\bmetadata\s*:\s*(\{[^}]*\})/g;
const METADATA_VALUE = /:\s*("[^"\\]*(?:\\.[^"\\]*)*")/g;

/** Inputs of the API have fewer levels. Some tests send tens of thousands. */
const MAX_DEPTH = 20;

/** Headers whose values no log may have. */
const HEADERS: Readonly<Record<string, string>> = {
  authorization: 'credentials',
  'idempotency-key': 'idempotency key',
  cookie: 'credentials',
};

/** Notes the personal and secret values of a request, so that the search of the logs knows them. */
export function noteRequest({ url = '', headers = {}, body = '' }: SentRequest): void {
  const [, search = ''] = url.split('?', 2);
  noteSent([
    ...Object.entries(headers).flatMap(([name, value]) => headerValue(name.toLowerCase(), value)),
    ...textValues(body),
    ...[...new URLSearchParams(search).values()].flatMap(textValues),
  ]);
}

interface SentRequest {
  readonly url?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
}

function headerValue(name: string, value: string): SentValue[] {
  const kind = HEADERS[name];
  if (kind === undefined) return [];
  const secret = value.split(/ +/).at(-1) ?? '';
  return [{ kind: secret.startsWith('rgk_') ? 'API key' : kind, value: secret }];
}

/** The same for the settings of a program. */
export function noteSettings(settings: Readonly<Record<string, string>>): void {
  const { DATABASE_URL = '', JWT_SECRET } = settings;
  const password = URL.canParse(DATABASE_URL) ? decodeURIComponent(new URL(DATABASE_URL).password) : '';
  noteSent([
    ...(password === '' ? [] : [{ kind: 'password of a database', value: password }]),
    ...(JWT_SECRET === undefined ? [] : [{ kind: 'secret of tokens', value: JWT_SECRET }]),
  ]);
}

/** The same for the bytes of a request. */
export function noteBytes(text: string): void {
  const [head = '', ...body] = text.split('\r\n\r\n');
  const lines = head.split('\r\n').map((line) => line.split(/: */, 2));
  noteRequest({
    url: head.split(' ', 2)[1],
    headers: Object.fromEntries(lines.map(([name = '', value = '']) => [name, value])),
    body: body.join(''),
  });
}

/** The values in a body or a parameter of a URL: JSON, a document, or anything else. */
export function textValues(text: string): SentValue[] {
  const found: SentValue[] = [];
  const json = parsed(text);
  if (json !== undefined) collect(json, MAX_DEPTH, found);
  else found.push(...documentValues(text));
  return found;
}

function collect(json: unknown, depth: number, found: SentValue[]): void {
  if (typeof json !== 'object' || json === null || depth === 0) return;
  for (const [name, value] of Object.entries(json)) {
    if (name === METADATA) found.push(...metadataValues(value));
    else if (name === 'query' && typeof value === 'string') found.push(...documentValues(value));
    else if (typeof value === 'string' && Object.hasOwn(KINDS, name))
      found.push({ kind: KINDS[name] ?? name, value });
    else collect(value, depth - 1, found);
  }
}

function metadataValues(metadata: unknown): SentValue[] {
  if (typeof metadata !== 'object' || metadata === null) return [];
  return Object.values(metadata)
    .filter((value) => typeof value === 'string')
    .map((value) => ({ kind: METADATA_KIND, value }));
}

function documentValues(document: string): SentValue[] {
  const fields = [...document.matchAll(FIELD)].map(([, name = '', text = '']) => ({
    kind: KINDS[name] ?? name,
    value: unquoted(text),
  }));
  const metadata = [...document.matchAll(METADATA_OBJECT)].flatMap(([, object = '']) =>
    [...object.matchAll(METADATA_VALUE)].map(([, text = '']) => ({
      kind: METADATA_KIND,
      value: unquoted(text),
    })),
  );
  return [...fields, ...metadata];
}

const unquoted = (text: string): string => String(parsed(text) ?? text.slice(1, -1));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
