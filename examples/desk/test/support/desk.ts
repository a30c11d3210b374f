import type { ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';
import { freePort } from '../../scripts/free-port.mjs';
import { startGateway, stopGateway } from '../../scripts/gateway.mjs';
import { serveDesk } from '../../scripts/serve.mjs';
import { launchChromium } from './chromium';

/** Each step of the sandbox: short, so that a test sees how a refund ends. */
const SANDBOX_DELAY_MS = 300;

/** Longer than anything takes, also on a small machine that does much else. */
const ACTION_LIMIT_MS = 45_000;

/** A desk in a browser, in front of a gateway process with a ledger of its own. */
export class TestDesk {
  private gateway: ChildProcess | null = null;

  private constructor(
    readonly url: string,
    private readonly settings: Record<string, string>,
    private readonly folder: string,
    private readonly server: { close(): Promise<void> },
    readonly browser: Browser,
  ) {}

  static async start(policy?: object): Promise<TestDesk> {
    const folder = await mkdtemp(join(tmpdir(), 'desk-test-'));
    const DATA_DIR = join(folder, 'data');
    await cp(inject('ledger'), DATA_DIR, { recursive: true });
    const [port, gatewayPort] = [await freePort(0), await freePort(0)];
    const settings: Record<string, string> = {
      PORT: String(gatewayPort),
      DATA_DIR,
      LOG_LEVEL: 'error',
      SANDBOX_DELAY_MS: String(SANDBOX_DELAY_MS),
    };
    if (policy) {
      settings['POLICY_FILE'] = join(folder, 'policy.json');
      await writeFile(settings['POLICY_FILE'], JSON.stringify(policy));
    }
    const server = await serveDesk({ port, gatewayPort });
    const desk = new TestDesk(`http://127.0.0.1:${port}`, settings, folder, server, await launchChromium());
    await desk.startGateway();
    return desk;
  }

  async startGateway(): Promise<void> {
    this.gateway = await startGateway(this.settings);
  }

  async stopGateway(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.gateway) await stopGateway(this.gateway, signal);
    this.gateway = null;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.close();
    await this.stopGateway();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A page of somebody else than the other pages: it shares nothing with them. */
  async open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(ACTION_LIMIT_MS);
    await page.goto(this.url + path);
    return page;
  }

  /** Asks the gateway as another client would. */
  async ask<Data>(query: string, variables: object = {}, key?: string): Promise<Data> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }
}
