import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { documentedSetUp } from './documented.ts';
import { itWorksIn } from './expectations.ts';
import type { Project } from './project.ts';

const [, version = ''] = /Emacs ([\d.]+)/.exec(execFileSync('emacs', ['--version'], { encoding: 'utf8' })) ?? [];

for (const [client, script, options] of [
  ['Eglot', 'test/editors/eglot.el', {}],
  ['lsp-mode', 'test/editors/lsp-mode.el', { countsCharacters: true }],
] as const) {
  const start = (project: Project): void => {
    const init = join(project.folder, '..', 'init.el');
    writeFileSync(init, documentedSetUp(`Emacs with ${client}`));
    const files = [init, resolve(script), resolve('test/editors/emacs.el')].flatMap((file) => ['-l', file]);
    project.run('emacs', ['--batch', '--eval', '(package-initialize)', ...files]);
  };
  itWorksIn(`Emacs ${version} with ${client}`, start, options);
}
