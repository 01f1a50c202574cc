/** The page of the report panel in a browser of its own, without VS Code: what the extension would send goes in, what it would get comes out. */
import { readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import type { FromPanel, PanelState, PanelTexts, ToPanel } from '../../client/src/preview/panel-messages.ts';
import { ensurePrograms } from '../../scripts/vscode/debian-packages.mjs';
import { openWindow } from '../../scripts/vscode/window.mjs';
import type { MigrateResult } from '../../server/src/protocol.ts';
import { startServer } from '../protocol/server-process.ts';

const file = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** A migration with all there can be in a panel: points to review, decisions, places outside the file, next steps. */
const dockerfile = [
  'FROM node:20-alpine',
  'WORKDIR /usr/src/app',
  'COPY package*.json ./',
  'RUN npm ci --omit=dev',
  'COPY . .',
  'VOLUME /data',
  'EXPOSE 80',
  'HEALTHCHECK CMD wget -qO- http://localhost/',
  'CMD ["node", "server.js"]',
  '',
].join('\n');

export class ReportPage {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #profile: string;
  readonly #sent: FromPanel[] = [];
  readonly #texts: PanelTexts;

  private constructor(page: Page, context: BrowserContext, profile: string, texts: PanelTexts) {
    this.page = page;
    this.#context = context;
    this.#profile = profile;
    this.#texts = texts;
  }

  static async open(): Promise<ReportPage> {
    const chromium = process.env['CHROME_BIN'] ?? '/usr/bin/chromium';
    ensurePrograms([{ file: chromium, packages: ['chromium'] }]);
    const profile = mkdtempSync(join(tmpdir(), 'report-page-'));
    const { context, page } = await openWindow(chromium, profile);
    const opened = new ReportPage(page, context, profile, await englishTexts());
    await page.exposeFunction('sendToEditor', (message: FromPanel) => opened.#sent.push(message));
    return opened;
  }

  async close(): Promise<void> {
    await this.#context.close();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  /** A fresh page that shows a state. */
  async load(state: PanelState): Promise<void> {
    this.#sent.length = 0;
    // As client/src/preview/panel-page.ts has it, but for what only VS Code can load.
    await this.page.setContent(
      '<!DOCTYPE html><html lang="en"><body><main id="panel"></main><div id="status" role="status" aria-live="polite"></div></body></html>',
    );
    await this.page.addStyleTag({ content: readFileSync(file('dist/report-panel.css'), 'utf8') });
    // The theme's colours come from VS Code.
    await this.page.addStyleTag({ content: ':root { --vscode-focusBorder: blue }' });
    await this.page.addScriptTag({
      content: 'window.acquireVsCodeApi = () => ({ postMessage: (message) => void window.sendToEditor(message), setState() {} });',
    });
    await this.page.addScriptTag({ content: readFileSync(file('dist/report-panel.js'), 'utf8') });
    await this.show(state);
  }

  async show(state: PanelState): Promise<void> {
    await this.post({ kind: 'state', state, texts: this.#texts });
  }

  /** Returns once the page has dealt with it. */
  async post(message: ToPanel): Promise<void> {
    await this.page.evaluate((data) => window.dispatchEvent(new MessageEvent('message', { data })), message);
  }

  /** What the page has said since it was loaded, but for that it is ready. */
  sent(): readonly FromPanel[] {
    return this.#sent.filter(({ kind }) => kind !== 'ready');
  }

  /** What has the focus, as its name; empty when nothing has. */
  async focused(): Promise<string> {
    return await this.page.evaluate(() => {
      const one = document.activeElement;
      if (one === null || one === document.body) return '';
      const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])].map((label) => label.textContent).join(' ') : '';
      return one.getAttribute('aria-label') ?? (labels || (one.textContent ?? ''));
    });
  }
}

/** What the server says about a Dockerfile. */
export async function panelState(): Promise<PanelState> {
  const server = await startServer();
  const uri = 'file:///workspace/Dockerfile';
  await server.open(uri, dockerfile);
  const result = await server.connection.sendRequest<MigrateResult>('migrateToChainguard/migrate', {
    textDocument: { uri, version: 1 },
    decisions: {},
  });
  await server.stop();
  const { decisions } = result;
  return { document: uri, name: 'Dockerfile', result, decided: {}, decisions, problem: '', terminal: true, folder: true };
}

/** The sentences of the panel as the extension sends them, in English. */
async function englishTexts(): Promise<PanelTexts> {
  const { outputFiles } = await build({
    entryPoints: [file('client/src/preview/panel-texts.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    plugins: [
      {
        name: 'english',
        setup(bundle) {
          bundle.onResolve({ filter: /^vscode$/ }, () => ({ path: 'vscode', namespace: 'english' }));
          bundle.onLoad({ filter: /.*/, namespace: 'english' }, () => ({
            contents: 'export const l10n = { t: (text, ...values) => text.replace(/\\{(\\d)\\}/g, (_, index) => values[index] ?? "") };',
          }));
        },
      },
    ],
  });
  const script = outputFiles[0]?.text ?? '';
  const { panelTexts } = await import(`data:text/javascript,${encodeURIComponent(script)}`);
  return panelTexts();
}
