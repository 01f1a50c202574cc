/** The grammars as VS Code puts them together: its own for Dockerfiles and shell scripts, and ours injected. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const require = createRequire(import.meta.url);
const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));

interface Manifest {
  readonly contributes: { readonly grammars: readonly { scopeName: string; path: string; injectTo: readonly string[] }[] };
}

const files = new Map<string, string>([
  ['source.dockerfile', require.resolve('tm-grammars/grammars/docker.json')],
  ['source.shell', require.resolve('tm-grammars/grammars/shellscript.json')],
  ...manifest.contributes.grammars.map(({ scopeName, path }) => [scopeName, path] as const),
]);

await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));

const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  async loadGrammar(scopeName) {
    const file = files.get(scopeName);
    return file === undefined ? null : textmate.parseRawGrammar(readFileSync(file, 'utf8'), file);
  },
  getInjections: (scopeName) =>
    manifest.contributes.grammars.filter(({ injectTo }) => injectTo.includes(scopeName)).map((grammar) => grammar.scopeName),
});
const loaded = await registry.loadGrammar('source.dockerfile');
if (loaded === null) throw new Error('There is no grammar for Dockerfiles.');
const grammar = loaded;

export interface Token {
  /** 0-based. */
  readonly line: number;
  readonly text: string;
  /** From the outermost to the innermost, without `source.dockerfile`. */
  readonly scopes: readonly string[];
}

/** The tokens of a whole file, line by line. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let stack: textmate.StateStack = textmate.INITIAL;
  for (const [line, content] of text.split('\n').entries()) {
    const result = grammar.tokenizeLine(content, stack);
    stack = result.ruleStack;
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      tokens.push({ line, text: content.slice(startIndex, endIndex), scopes: scopes.slice(1) });
    }
  }
  return tokens;
}

/** The scopes of the first token with that text, joined by blanks. */
export function scopesOf(text: string, token: string): string {
  const found = tokenize(text).find((candidate) => candidate.text.trim() === token);
  if (found === undefined) throw new Error(`There is no token ${JSON.stringify(token)} in ${JSON.stringify(text)}.`);
  return found.scopes.join(' ');
}
