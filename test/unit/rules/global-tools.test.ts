import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const withInstall = (install: string): string =>
  `FROM node:22\nWORKDIR /app\nCOPY . .\nRUN ${install}\nRUN npm ci\nCMD ["node", "app.js"]\n`;

test('package managers that the -dev image brings are not installed again', () => {
  for (const install of [
    'npm install -g pnpm',
    'npm i -g yarn@latest',
    'npm install --global node-gyp',
    'npm i -g corepack',
    'npm install -g npm@latest',
    'yarn global add node-gyp',
  ]) {
    const { text, said, reported } = look('global-tools', withInstall(install), APP);
    assert.doesNotMatch(text, /-g |--global|global add/, install);
    assert.equal(said.length, 1, install);
    assert.match(reported[0] ?? '', /^dropped: Installing /, install);
    assert.doesNotMatch(text, /USER root/, `${install}: nothing is left that needs root`);
  }
});

test('another version that is asked for stays asked for, as root', () => {
  for (const install of ['npm install -g npm@11', 'npm i -g pnpm@9', 'npm i -g yarn@4.1.0', 'npm i -g pnpm@$PNPM_VERSION']) {
    const { text } = look('global-tools', withInstall(install), APP);
    assert.ok(text.includes(install), install);
    assert.match(text, /USER root/, install);
  }
});

test('of several packages only the superfluous ones go', () => {
  assert.match(look('global-tools', withInstall('npm i -g pnpm typescript'), APP).text, /RUN npm i -g typescript\n/);
});

test('inside a condition a command is neutralised', () => {
  assert.match(look('global-tools', withInstall('if [ -f pnpm-lock.yaml ]; then npm i -g pnpm; fi'), APP).text, /then true; fi/);
});

test('tools that do not reach the final image are named', () => {
  const { reported } = look('global-tools', withInstall('npm i -g nodemon'), APP);
  assert.deepEqual(reported, ['review: nodemon, installed globally, is not in the final image: the start does not call it.']);
});

test('files without a global install hear nothing', () => {
  const { said, reported } = look('global-tools', withInstall('npm ci'), APP);
  assert.deepEqual([...said, ...reported], []);
});
