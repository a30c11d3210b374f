import { mkdirSync, writeFileSync } from 'node:fs';
import type { Options } from '../options.js';
import { inBench } from '../paths.js';
import { drawChart } from './chart.js';
import { mediansOf } from './medians.js';
import { writePage } from './page.js';
import { realisticFigures } from './realistic-table.js';
import type { Results } from './results.js';

/** Writes the results to bench/results: a page and a chart for people, and a JSON file with everything. */
export function writeResults({ name, jsonFile }: Options, results: Results): string {
  mkdirSync(inBench('results'), { recursive: true });
  const peers = results.races.find((race) => race.name === 'peers');
  const page = writePage(name, results);
  writeFileSync(inBench('results', `${name}.md`), page);
  writeFileSync(inBench('results', `${name}.json`), asJson(results));
  if (peers) writeFileSync(inBench('results', `${name}.svg`), drawChart(peers, results.servers));
  const realistic = results.realistic.length > 0 ? { realistic: realisticFigures(results.realistic) } : {};
  if (jsonFile) writeFileSync(jsonFile, asJson({ ...mediansOf(results.races), ...realistic }));
  return page;
}

const asJson = (value: unknown): string =>
  `${JSON.stringify(value, (_, nested) => (nested instanceof Map ? Object.fromEntries(nested) : nested), 2)}\n`;
