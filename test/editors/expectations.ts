/** What every editor has to see and to do, whatever drives it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createProject, dockerfile, type Project } from './project.ts';

/** What the script inside an editor writes down. */
interface Seen {
  readonly diagnostics: readonly { readonly message: string /** The text below the squiggle. */; readonly text: string }[];
  readonly hover: string;
  readonly completion: readonly string[];
  readonly afterQuickFix: string;
  readonly afterUndo: string;
  readonly afterMigration: string;
  readonly afterSecondUndo: string;
}

/**
 * `start` runs the editor with the documented set-up. The documentation sets the organization `acme`. `countsCharacters`: the client takes
 * positions for counts of characters, not of UTF-16 code units as the protocol wants, and would be wrong behind a whale.
 */
export function itWorksIn(editor: string, start: (project: Project) => void, { countsCharacters = false } = {}): void {
  describe(editor, () => {
    const original = countsCharacters ? dockerfile.replaceAll('🐳', 'ж') : dockerfile;
    const project = createProject(original);
    let seen: Seen;

    before(() => {
      start(project);
      seen = project.result() as Seen;
    });
    after(() => project.remove());

    it('shows diagnostics where they belong', () => {
      const shown = seen.diagnostics.find(({ message }) => message.startsWith('node:22-alpine can move'));
      assert.equal(shown?.text, 'node:22-alpine');
      const texts = seen.diagnostics.map(({ text }) => text);
      assert.ok(texts.includes('adduser -D app'), `behind characters that encodings count differently: ${texts.join(' | ')}`);
    });

    it('shows a hover', () => {
      assert.match(seen.hover, /FROM/);
    });

    it('completes Wolfi packages', () => {
      assert.ok(seen.completion.includes('curl'), seen.completion.slice(0, 20).join(', '));
    });

    it('applies a quick fix, with the documented settings', () => {
      assert.equal(seen.afterQuickFix, project.converted('--strategy', 'direct', '--organization', 'acme'));
    });

    it('applies the whole migration, with the documented settings', () => {
      assert.match(seen.afterMigration, /^FROM cgr\.dev\/acme\/node:/);
      assert.equal(seen.afterMigration, project.converted('--organization', 'acme'));
    });

    it('takes both back with undo', () => {
      assert.equal(seen.afterUndo, original);
      assert.equal(seen.afterSecondUndo, original);
    });

    it('leaves no server behind', async () => {
      await project.serverEnded();
    });
  });
}
