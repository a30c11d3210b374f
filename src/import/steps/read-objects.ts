import { Ahead, type Connection } from '../../database/batches.js';
import { type ImportProgress, OTHER_KINDS, type Unit } from '../import-report.js';
import type { FileStart, Item, PageEnd, PlacedObject } from '../line.js';
import { type Read, type SeenList, seenPage, stageLists } from './cut-lists.js';
import { erasedPeople } from './erased-people.js';
import { KeptTexts } from './kept-texts.js';
import { type ParsedObject, parseLine, readIn } from './parse-line.js';
import {
  type Source,
  type StagedFault,
  type StagedFile,
  type StagedObject,
  stageFaults,
  stageFiles,
  stageObjects,
  stageSources,
} from './staging.js';
import { type StagedSum, stageSums } from './take-sums.js';

/** Larger batches take more memory and are not faster. */
const MAX_BATCH_LINES = 1000;
/** Bounds the memory if lines are long. */
const MAX_BATCH_CHARACTERS = 4 * 1024 * 1024;
/** The names of skipped kinds come from the file. Beyond this number they are counted together. */
const MAX_SKIPPED_KINDS = 50;
/** No kind of Stripe object has a longer name. */
const MAX_KIND_CHARACTERS = 60;

/** The number of lines or objects, and of skipped objects by kind. */
export interface ReadResult {
  readonly lines: number;
  readonly unit: Unit;
  readonly skipped: ReadonlyMap<string, number>;
  /** The number of objects with people who were erased. */
  readonly erased: number;
}

/**
 * Reads all lines into the temporary tables: the objects, and the faults of bad lines. If a file does not have one object
 * per line, the numbers of its objects stand in for those of lines.
 *
 * @param keepTexts whether the texts are needed later
 */
export async function readObjects(
  connection: Connection,
  lines: AsyncIterable<Item> | Iterable<Item>,
  keepTexts: boolean,
  onProgress: (progress: ImportProgress) => void,
): Promise<ReadResult> {
  const skipped = new Map<string, number>();
  const erase = (await erasedPeople(connection)) ?? undefined;
  let objects: StagedObject[] = [];
  let faults: StagedFault[] = [];
  let sources: Source[] = [];
  let sums: StagedSum[] = [];
  let lists: StagedList[] = [];
  // The last object of the page that is being read.
  let lastRead: Read | null = null;
  // The files, if there are several, with the number of lines before each, and that of the current one.
  const files: StagedFile[] = [];
  let linesBefore = 0;
  let unit: Unit = 'line';
  let erased = 0;
  let [line, batchLines, batchCharacters] = [0, 0, 0];

  // The texts of the batch that is read, and those of the one before, which may still be on their way.
  let [said, saidBefore] = [new KeptTexts(), new KeptTexts()];

  onProgress({ step: 'reading', lines: 0, unit });
  const staging = new Ahead();
  const flush = async () => {
    const staged = { objects, said: said.bytes, faults, sources, sums, lists };
    await staging.start(() => stage(connection, staged));
    [said, saidBefore] = [saidBefore, said];
    said.clear();
    [objects, faults, sources, sums, lists, batchLines, batchCharacters] = [[], [], [], [], [], 0, 0];
    onProgress({ step: 'reading', lines: line, unit });
  };

  try {
    for await (const given of lines) {
      if (isPageEnd(given)) {
        const list = seenPage(given.page, lastRead);
        if (list) lists.push({ ...list, line });
        lastRead = null;
        continue;
      }
      if (isFileStart(given)) {
        linesBefore = line;
        files.push({ ...given, before: line });
        continue;
      }
      line++;
      const placed = isPlaced(given) ? given : null;
      const text = isPlaced(given) ? given.text : given;
      const parsed = parseLine(text, erase);
      if (!parsed) continue;
      erased += parsed.erased;
      for (const name of parsed.skipped) count(skipped, name);
      for (const sum of parsed.sums) sums.push({ ...sum, line });
      for (const fault of parsed.faults) faults.push({ ...fault, line });
      for (const list of parsed.lists) lists.push({ ...list, line });
      for (const { said: json, ...object } of onceEach(parsed.objects)) {
        said.add(json);
        objects.push({ ...object, line });
      }
      if (placed || keepTexts) {
        const { line: at, object } = placed ?? { line: line - linesBefore, object: null };
        sources.push({ line, at, object, text: keepTexts && typeof text === 'string' ? text : null });
      }
      if (placed) {
        unit = 'object';
        const isFirst = placed.object === null || placed.object === 1;
        lastRead = readIn(parsed) ?? (isFirst ? null : lastRead);
      }
      batchLines++;
      batchCharacters += typeof text === 'string' ? text.length : 0;
      if (batchLines >= MAX_BATCH_LINES || batchCharacters >= MAX_BATCH_CHARACTERS) await flush();
    }
  } catch (error) {
    // Nothing may use the connection any more when it is given back.
    await staging.end().catch(() => {});
    throw error;
  }
  await flush();
  await staging.end();
  if (files.length > 0) await stageFiles(connection, files);
  return { lines: line, unit, skipped, erased };
}

type StagedList = SeenList & { readonly line: number };

const isPlaced = (given: Item): given is PlacedObject => typeof given === 'object' && 'line' in given;

const isPageEnd = (given: Item): given is PageEnd => typeof given === 'object' && 'page' in given;

const isFileStart = (given: Item): given is FileStart => typeof given === 'object' && 'file' in given;

/** What was read of some lines. */
interface Batch {
  readonly objects: readonly StagedObject[];
  readonly said: Buffer;
  readonly faults: readonly StagedFault[];
  readonly sources: readonly Source[];
  readonly sums: readonly StagedSum[];
  readonly lists: readonly StagedList[];
}

async function stage(
  connection: Connection,
  { objects, said, faults, sources, sums, lists }: Batch,
): Promise<void> {
  await stageObjects(connection, objects, said);
  if (faults.length > 0) await stageFaults(connection, faults);
  if (sources.length > 0) await stageSources(connection, sources);
  if (sums.length > 0) await stageSums(connection, sums);
  if (lists.length > 0) await stageLists(connection, lists);
}

/** The same object may stand several times in one line; the last one counts. */
const onceEach = (objects: readonly ParsedObject[]): Iterable<ParsedObject> =>
  objects.length < 2
    ? objects
    : new Map(objects.map((object) => [`${object.row.id} ${object.expanded}`, object])).values();

function count(skipped: Map<string, number>, object: string): void {
  const isNamed = skipped.has(object) || (skipped.size < MAX_SKIPPED_KINDS && isName(object));
  const name = isNamed ? object : OTHER_KINDS;
  skipped.set(name, (skipped.get(name) ?? 0) + 1);
}

const isName = (object: string): boolean => object.length <= MAX_KIND_CHARACTERS && /^[\w.’ ]+$/.test(object);
