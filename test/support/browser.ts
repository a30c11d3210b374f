import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, onTestFinished, type TestContext } from 'vitest';
import { findProgram, requireTool } from './tools.js';

/** What a Chromium is called in a directory of PATH, the usual one first. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Where the application is on macOS, which has it in no directory of PATH. */
const APPLICATIONS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** It calls nobody but the tested server. Root may not use the sandbox, and tests open no foreign pages. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const MISSING =
  'No Chromium was found. Install it (apt-get install chromium), or set CHROMIUM_PATH to its program.';

/**
 * The program of Chromium: that of the setting CHROMIUM_PATH, or else the one that is installed. Null if there is none.
 *
 * @throws if CHROMIUM_PATH names no file
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  const { CHROMIUM_PATH: chosen = '', PATH = '' } = env;
  if (chosen !== '' && !existsSync(chosen)) throw new Error(`CHROMIUM_PATH names no file: ${chosen}`);
  if (chosen !== '') return chosen;
  return findProgram(NAMES, PATH) ?? APPLICATIONS.find((file) => existsSync(file)) ?? null;
}

/**
 * One Chromium for the tests of a file, started by the first test that opens a page. Without a Chromium, a test that opens
 * a page is skipped with the reason; in CI it fails.
 */
export function testBrowser() {
  let started: Promise<Browser> | undefined;
  afterAll(async () => (await started)?.close());

  return {
    /** A page with storage of its own, which is closed with the test. */
    async page({ skip }: Pick<TestContext, 'skip'>, options: BrowserContextOptions = {}): Promise<Page> {
      const executablePath = requireTool(findChromium(), MISSING, skip);
      started ??= chromium.launch({ executablePath, args: FLAGS });
      const context = await (await started).newContext(options);
      onTestFinished(() => context.close());
      return context.newPage();
    },
  };
}
