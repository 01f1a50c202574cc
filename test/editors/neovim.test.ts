import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { documentedSetUp } from './documented.ts';
import { itWorksIn } from './expectations.ts';

const [, major = '', minor = ''] = /v(\d+)\.(\d+)/.exec(execFileSync('nvim', ['--version'], { encoding: 'utf8' })) ?? [];
const isNew = Number(major) > 0 || Number(minor) >= 11;

itWorksIn(`Neovim ${major}.${minor}`, (project) => {
  const init = join(project.folder, '..', 'init.lua');
  writeFileSync(init, documentedSetUp(isNew ? 'Neovim 0.11 and newer' : 'Neovim 0.7 to 0.10'));
  project.run('nvim', ['--headless', '-n', '-i', 'NONE', '-u', init, '-c', `luafile ${resolve('test/editors/neovim.lua')}`, 'Dockerfile']);
});
