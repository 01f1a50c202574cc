/** What package.json shows must have words: for screen readers, for the palette, and for those who see no pictures. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}

interface Step {
  readonly id: string;
  readonly media: { readonly image?: string; readonly altText?: string; readonly markdown?: string };
}

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
};
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;

function text(key: string | undefined): string {
  return texts[key?.replaceAll('%', '') ?? ''] ?? '';
}

for (const { command, title, category } of contributes.commands) {
  test(`${command} says whose it is and what it does`, () => {
    assert.notEqual(text(title), '');
    const shown = category === undefined ? text(title) : `${text(category)}: ${text(title)}`;
    assert.match(shown, /Chainguard/);
  });
}

test('every button and menu entry is in the palette, too, or in a menu that the keyboard opens', () => {
  const hidden = (contributes.menus['commandPalette'] ?? []).filter(({ when }) => when === 'false').map(({ command }) => command);
  const withButton = Object.entries(contributes.menus)
    .filter(([menu]) => menu.startsWith('editor/title'))
    .flatMap(([, items]) => items.map(({ command }) => command));
  assert.deepEqual(
    withButton.filter((command) => hidden.includes(command)),
    [],
  );
  // In the tree of files, Shift+F10 opens the menu of a folder.
  assert.deepEqual(hidden, ['migrateToChainguard.migrateFolder']);
});

for (const { id, media } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
  test(`the picture of the step "${id}" is there, and is told in words`, () => {
    if (media.image === undefined) {
      assert.ok(existsSync(media.markdown ?? ''));
      return;
    }
    assert.ok(existsSync(media.image), media.image);
    assert.ok(text(media.altText).length > 40, media.altText);
  });
}

test('every picture of the README is there, and is told in words', () => {
  const pictures = [...readFileSync('README.md', 'utf8').matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
  assert.notEqual(pictures.length, 0);
  for (const [, words = '', file = ''] of pictures) {
    assert.ok(existsSync(file), file);
    assert.ok(words.length > 40, `${file}: ${words}`);
  }
});
