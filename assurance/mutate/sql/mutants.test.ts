import { expect, test } from 'vitest';
import { applied } from '../mutant.js';
import { sqlMutants } from './mutants.js';

/** The changed statements, with what was changed of which object. */
const changed = (sql: string): string[] =>
  sqlMutants('schema.sql', sql).map(
    (mutant) => `${mutant.object} ${mutant.mutator}: ${applied(sql, mutant).replace(/\s+/g, ' ').trim()}`,
  );

test('a check is dropped, and each of its operators, constants and comparisons is changed', () => {
  const sql =
    "CREATE TABLE public.fee (amount bigint, CONSTRAINT fee_amount CHECK (((amount >= 1) AND (kind = 'a'::text))));";
  const withCheck = (check: string) =>
    `CREATE TABLE public.fee (amount bigint, CONSTRAINT fee_amount CHECK ((${check})));`;
  expect(changed(sql)).toEqual([
    'fee_amount constraint: CREATE TABLE public.fee (amount bigint);',
    `fee_amount operator: ${withCheck("(amount > 1) AND (kind = 'a'::text)")}`,
    `fee_amount number: ${withCheck("(amount >= 2) AND (kind = 'a'::text)")}`,
    `fee_amount operator: ${withCheck("(amount >= 1) OR (kind = 'a'::text)")}`,
    `fee_amount operator: ${withCheck("(amount >= 1) AND (kind <> 'a'::text)")}`,
    `fee_amount text: ${withCheck("(amount >= 1) AND (kind = ''::text)")}`,
    `fee_amount condition: ${withCheck("(true) AND (kind = 'a'::text)")}`,
    `fee_amount condition: ${withCheck("(false) AND (kind = 'a'::text)")}`,
    `fee_amount condition: ${withCheck('(amount >= 1) AND (true)')}`,
    `fee_amount condition: ${withCheck('(amount >= 1) AND (false)')}`,
  ]);
});

test('a column loses its default, its collation, and that it is never null unless it is in the primary key', () => {
  const sql = `CREATE TABLE public.fee (id text NOT NULL COLLATE pg_catalog."C", rest integer DEFAULT now() NOT NULL);
    ALTER TABLE ONLY public.fee ADD CONSTRAINT fee_pkey PRIMARY KEY (id);`;
  expect(sqlMutants('schema.sql', sql).map(({ object, mutator }) => `${object} ${mutator}`)).toEqual([
    'fee.id collation',
    'fee.rest default',
    'fee.rest not null',
    'fee_pkey constraint',
  ]);
  expect(changed(sql)[1]).toContain('rest integer NOT NULL');
});

test('an index is dropped, and a unique one also loses that it is unique, and its condition', () => {
  const sql = 'CREATE UNIQUE INDEX fee_key ON public.fee USING btree (id) WHERE (id IS NOT NULL);';
  expect(changed(sql).slice(0, 3)).toEqual([
    'fee_key index: ;',
    'fee_key unique: CREATE INDEX fee_key ON public.fee USING btree (id) WHERE (id IS NOT NULL);',
    'fee_key condition: CREATE UNIQUE INDEX fee_key ON public.fee USING btree (id) ;',
  ]);
  expect(changed('CREATE INDEX fee_idx ON public.fee USING btree (id) WHERE (a > 0);')).toEqual([
    'fee_idx index: ;',
  ]);
});

test('a trigger is dropped, loses each of its events, and its condition is changed', () => {
  const sql =
    'CREATE TRIGGER kept BEFORE DELETE OR UPDATE ON public.fee FOR EACH ROW WHEN ((old.a <> new.a)) EXECUTE FUNCTION public.refuse();';
  const all = changed(sql).join('\n');
  expect(all).toContain('trigger: ;');
  expect(all).toContain('BEFORE DELETE ON');
  expect(all).toContain('BEFORE UPDATE ON');
  expect(all).toContain('WHEN ((old.a = new.a))');
  expect(all).toContain('WHEN ((true))');
});

test('a foreign key is dropped, or deletes instead of refusing', () => {
  const sql =
    'ALTER TABLE ONLY public.fee ADD CONSTRAINT fee_fkey FOREIGN KEY (a) REFERENCES public.b(id) ON DELETE RESTRICT;';
  expect(changed(sql)).toEqual([
    'fee_fkey constraint: ;',
    `fee_fkey on delete: ${sql.replace('RESTRICT', 'CASCADE')}`,
  ]);
});

test('a function loses each statement and clause, and each of its conditions is always or never met', () => {
  const sql = `CREATE FUNCTION public.count_fee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sum int := 0;
BEGIN
  -- A comment; it's no statement.
  IF NEW.a > 1 THEN
    sum := sum + 1;
    INSERT INTO fee (a) VALUES (1) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NEW;
END $$;`;
  const all = changed(sql).map((text) => text.replace(/.*BEGIN -- A comment; it's no statement. /, ''));
  for (const body of [
    'IF true THEN sum := sum + 1;',
    'IF false THEN sum := sum + 1;',
    'IF NEW.a >= 1 THEN sum := sum + 1;',
    'IF NEW.a > 1 THEN sum := sum - 1;',
    'IF NEW.a > 1 THEN NULL;',
    'IF NEW.a > 1 THEN sum := sum + 1; NULL; END IF;',
    'IF NEW.a > 1 THEN sum := sum + 1; INSERT INTO fee (a) VALUES (1) ; END IF;',
  ])
    expect(
      all.filter((text) => text.startsWith(body)),
      body,
    ).not.toEqual([]);
});
