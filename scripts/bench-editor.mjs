/**
 * Prints how long the language server's answers take on a Dockerfile of 200 and of 5,000 lines: our own, and those of the general features.
 * Figures only: it never fails. Run by `npm run bench`.
 */
import { DockerfileLanguageServiceFactory } from 'dockerfile-language-service';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { completionsAt } from '../server/src/language-server/completion/completion.ts';
import { documentLinks } from '../server/src/language-server/document-links.ts';
import { hoverAt } from '../server/src/language-server/hover/hover.ts';
import { rulesEngine } from '../server/src/language-server/rules-engine.ts';
import { defaultSettings } from '../server/src/language-server/settings.ts';
import { memoryFiles } from '../server/src/project/memory-files.ts';

const rounds = 5;
const settings = { ...defaultSettings, wolfi: undefined };

/** Lines as a large, ordinary Dockerfile has them. */
function line(/** @type {number} */ index) {
  const kinds = [
    'RUN apt-get update && \\',
    '    apt-get install -y --no-install-recommends curl git',
    `ENV NAME_${index}="a value" PATH_${index}=$NAME_${index - 6}/bin`,
    'COPY --chown=node:node dist ./dist',
    'EXPOSE 3000',
    '# a comment that says why',
  ];
  return kinds[index % kinds.length];
}

/** The median of several runs after as many for warming up, in milliseconds of processor time: what else the machine does is left out. */
function timeOf(/** @type {() => unknown} */ run) {
  for (let round = 0; round < rounds; round += 1) run();
  const times = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  }).sort((a, b) => a - b);
  return times[Math.floor(rounds / 2)] ?? 0;
}

const service = DockerfileLanguageServiceFactory.createLanguageService();
for (const lineCount of [200, 5_000]) {
  const text = ['FROM node:22 AS build', ...Array.from({ length: lineCount - 2 }, (_, index) => line(index)), 'CMD npm start', ''].join(
    '\n',
  );
  const document = TextDocument.create('file:///Dockerfile', 'dockerfile', 1, text);
  const files = memoryFiles({ 'package.json': '{"scripts":{"start":"node a.js"}}', 'a.js': '', Dockerfile: text });
  const analysis = rulesEngine.analyse(text, 'Dockerfile', settings, files);
  const word = text.lastIndexOf('curl');
  const position = document.positionAt(word);
  /** @type {readonly (readonly [string, () => unknown])[]} */
  const works = [
    ['analysis, once per version', () => rulesEngine.analyse(text, 'Dockerfile', settings, files)],
    ['diagnostics, once per version', () => rulesEngine.check(text, 'Dockerfile', settings, files)],
    ['migration (code lens), once per version', () => rulesEngine.migrate(text, 'Dockerfile', settings, files, 'auto')],
    ['hover on an image', () => hoverAt(analysis, 6)],
    ['hover on a package', () => hoverAt(analysis, word)],
    ['hover on the start', () => hoverAt(analysis, text.lastIndexOf('npm'))],
    ['links', () => documentLinks(analysis, document)],
    ['completion', () => completionsAt(document, word + 3, { settings, trigger: undefined })],
    ['general hover', () => service.computeHover(text, position)],
    ['general completion', () => service.computeCompletionItems(text, position)],
    ['general links', () => service.computeLinks(text)],
    ['general symbols', () => service.computeSymbols({ uri: document.uri }, text)],
    ['general folding', () => service.computeFoldingRanges(text)],
    ['general highlights', () => service.computeHighlightRanges(text, position)],
    ['general signature help', () => service.computeSignatureHelp(text, position)],
  ];
  console.log(`${lineCount.toLocaleString('en')} lines, processor time, median of ${rounds} (Node ${process.versions.node})`);
  for (const [name, run] of works) console.log(`${name.padEnd(42)} ${timeOf(run).toFixed(1).padStart(8)} ms`);
}
