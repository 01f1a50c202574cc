import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyingAll, type Files, manifest, started, startOf } from './started.ts';

const dependencies = {
  next: '^14.2.0',
  serve: '^14.0.0',
  'cross-env': '^7.0.3',
  'dotenv-cli': '^7.0.0',
  'npm-run-all': '^4.1.5',
  concurrently: '^8.0.0',
  knex: '^3.1.0',
  tsx: '^4.7.0',
};
const scripts = {
  start: 'node server.js',
  serve: 'npm start -- --quiet',
  prod: 'NODE_ENV=production node server.js',
  crossed: 'cross-env NODE_ENV=production DEBUG=a,b node server.js',
  shelled: 'cross-env-shell PORT=80 "node server.js"',
  loaded: 'dotenv -e .env.production -- node server.js',
  deep: 'yarn prod',
  web: 'next start',
  port: 'next start -p $PORT',
  version: 'node server.js --version $npm_package_version',
  migrate: 'knex migrate:latest',
  chained: 'npm run migrate && npm run prod',
  all: 'npm-run-all migrate start',
  both: 'run-p start web',
  parallel: 'concurrently "npm start" "npm run web"',
  client: 'cd client && npm start',
  static: 'serve -s build -l 3000',
  dev: 'next dev',
  watch: 'nodemon server.js',
  ts: 'tsx src/main.ts',
  fetched: 'npx -y http-server',
  hooked: 'node server.js',
  prehooked: 'node seed.js',
  greeted: 'node server.js',
  pregreeted: 'echo hello',
  checked: 'eslint . && node server.js',
  loadedChain: 'dotenv -- sh -c "node seed.js && node server.js"',
  loop: 'npm run pool',
  pool: 'npm run loop',
  quoted: 'node server.js --title "a b" --re \'^x$\'',
};
const files: Files = {
  'package.json': manifest(scripts, { dependencies }),
  'server.js': null,
  'seed.js': null,
  'src/main.ts': null,
  'client/package.json': manifest({ start: 'node client.js', twice: 'node seed.js && npm start' }),
  'client/client.js': null,
  'client/seed.js': null,
};

const calls: readonly (readonly [string, string])[] = [
  ['npm start', 'node server.js [present]'],
  ['npm run start', 'node server.js [present]'],
  ['npm run-script start --silent', 'node server.js [present]'],
  ['yarn start', 'node server.js [present]'],
  ['yarn run start --port 80', 'node server.js --port 80 [present]'],
  ['pnpm start', 'node server.js [present]'],
  ['pnpm run start --port 80', 'node server.js --port 80 [present]'],
  ['npm start -- --port 80 "a b"', 'node server.js --port 80 a b [present]'],
  ['corepack pnpm start', 'node server.js [present]'],
  ['npm run serve', 'node server.js --quiet [present]'],
  ['npm run quoted', 'node server.js --title a b --re ^x$ [present]'],
  ['npm run prod', 'NODE_ENV=production node server.js [present]'],
  ['npm run crossed', 'NODE_ENV=production DEBUG=a,b node server.js [present]'],
  ['npm run shelled', 'PORT=80 node server.js [present]'],
  ['npm run loaded', 'node --env-file-if-exists=.env.production server.js [present]'],
  ['npm run deep', 'NODE_ENV=production node server.js [present]'],
  ['npm --prefix client start', 'node client.js in /app/client [present]'],
  ['npm start --prefix client', 'node client.js in /app/client [present]'],
  ['yarn --cwd client start', 'node client.js in /app/client [present]'],
  ['pnpm -C client start', 'node client.js in /app/client [present]'],
  ['npm run client', 'node client.js in /app/client [present]'],
  // Tools.
  ['npm run web', 'node node_modules/next/dist/bin/next start [dependency]'],
  ['npx next start', 'node node_modules/next/dist/bin/next start [dependency]'],
  ['npm exec -- next start -p 80', 'node node_modules/next/dist/bin/next start -p 80 [dependency]'],
  ['yarn next start', 'node node_modules/next/dist/bin/next start [dependency]'],
  ['pnpm exec next start', 'node node_modules/next/dist/bin/next start [dependency]'],
  ['yarn node server.js', 'node server.js [present]'],
  ['npx --no-install cross-env A=b node server.js', 'A=b node server.js [present]'],
  ['npm run static', 'node node_modules/serve/build/main.js -s build -l 3000 [dependency]'],
  ['./node_modules/.bin/next start', 'node node_modules/next/dist/bin/next start [dependency]'],
  ['npm run ts', 'node node_modules/tsx/dist/cli.mjs src/main.ts by tsx [dependency]'],
  // Development.
  ['npm run dev', 'development: next'],
  ['npm run watch', 'development: nodemon'],
  // Shells.
  ['npm run port', 'shell: exec node node_modules/next/dist/bin/next start -p $PORT'],
  ['npm run version', 'shell: -'],
  ['npm run $SCRIPT', 'shell: -'],
  ['npm run chained', 'shell: node node_modules/knex/bin/cli.js migrate:latest && NODE_ENV=production exec node server.js'],
  ['npm run all', 'shell: node node_modules/knex/bin/cli.js migrate:latest && exec node server.js'],
  ['npm run both', 'shell: -'],
  ['npm run parallel', 'shell: -'],
  ['npm run hooked', 'shell: node seed.js && exec node server.js'],
  ['npm run migrate && npm start', 'shell: node node_modules/knex/bin/cli.js migrate:latest && exec node server.js'],
  ['npm run migrate; npm run client', 'shell: node node_modules/knex/bin/cli.js migrate:latest; cd client && exec node client.js'],
  ['npm --prefix client run twice', 'shell: cd client && node seed.js && exec node client.js'],
  ['npm --prefix client run twice; npm start', 'shell: ( cd client && node seed.js && exec node client.js ); exec node server.js'],
  ['npm run checked', 'shell: -'],
  ['npm run loadedChain', 'shell: -'],
  // Hooks that only talk.
  ['npm run greeted', 'node server.js [present]'],
  // Not to be followed.
  [
    'npm run fetched',
    'unresolved: `npx -y http-server` fetches http-server when the container starts, because no package.json at hand names it',
  ],
  ['npm run nothing', 'unresolved: package.json has no script "nothing"'],
  ['npm run loop', 'unresolved: its commands and scripts call each other in a circle'],
  ['npm install', 'unresolved: `npm install` is work for npm, not the start of an application'],
  ['bun run start', 'program: bun'],
];

for (const [call, expected] of calls) {
  test(call, () => assert.equal(started(copyingAll(`CMD ${call}`), files), expected));
}

test('what npm put around the script is told', () => {
  const start = startOf(copyingAll('CMD ["npm", "run", "greeted"]'), files);
  assert.ok(start.kind === 'node');
  assert.equal(start.throughPackageManager, 'npm');
  assert.deepEqual(start.binFolders, ['/app/node_modules/.bin']);
  assert.deepEqual(start.steps, [{ from: 'npm run greeted', to: 'node server.js', source: 'package.json' }]);
  assert.deepEqual(start.notes, ['The script pregreeted only prints a message and is left out.']);
});

test('npm start without a script is node server.js', () => {
  assert.equal(started(copyingAll('CMD ["npm", "start"]'), { 'package.json': '{}', 'server.js': null }), 'node server.js [present]');
  assert.match(started(copyingAll('CMD ["npm", "start"]'), { 'package.json': '{}', 'index.js': null }), /has no script "start"/);
});

test('package.json that is missing or malformed', () => {
  assert.equal(
    started(copyingAll('CMD ["npm", "start"]'), { 'server.js': null }),
    'unresolved: `npm start` cannot be followed: there is no package.json in the build context',
  );
  assert.match(
    started(copyingAll('CMD ["npm", "start"]'), { 'package.json': '{ "scripts": ' }),
    /cannot be followed: package\.json is not valid JSON/,
  );
  assert.match(started(copyingAll('CMD ["npm", "start"]'), { 'package.json': null }), /cannot be followed: package\.json cannot be read/);
  assert.match(
    started('FROM node:20\nWORKDIR /app\nCOPY server.js .\nCMD ["npm", "start"]', files),
    /needs a package\.json in \/app, and none was found/,
  );
});

test('a .dockerignore that keeps package.json out', () => {
  assert.match(
    started(copyingAll('CMD ["npm", "start"]'), { ...files, '.dockerignore': 'package.json\n' }),
    /package\.json is kept out of the build context/,
  );
});

test("yarn's Plug'n'Play has no node_modules", () => {
  const berry = manifest({ start: 'next start' }, { packageManager: 'yarn@4.5.3', dependencies });
  const plain = copyingAll('CMD ["yarn", "start"]');
  assert.match(started(plain, { 'package.json': berry, 'pages/index.js': null }), /Plug'n'Play/);
  assert.equal(
    started(plain, { 'package.json': berry, '.yarnrc.yml': 'nodeLinker: node-modules\n' }),
    'node node_modules/next/dist/bin/next start [dependency]',
  );
  assert.equal(
    started(plain, { 'package.json': manifest({ start: 'next start' }, { dependencies }), 'yarn.lock': '# yarn lockfile v1\n' }),
    'node node_modules/next/dist/bin/next start [dependency]',
  );
});

test('scripts that double with every level are given up', () => {
  const doubling = Object.fromEntries(
    Array.from({ length: 20 }, (_, level) => [`s${level}`, `npm run s${level + 1} && npm run s${level + 1}`]),
  );
  assert.equal(
    started(copyingAll('CMD npm run s0'), { 'package.json': manifest({ ...doubling, s20: 'node server.js' }), 'server.js': null }),
    'shell: -',
  );
});

test('run-script-os takes the script for Linux', () => {
  const scriptsOfSystems = { start: 'run-script-os', 'start:windows': 'node win.js', 'start:default': 'cd bin && node server.js' };
  assert.equal(
    started(copyingAll('CMD ["npm", "start"]'), { 'package.json': manifest(scriptsOfSystems), 'bin/server.js': null }),
    'node server.js in /app/bin [present]',
  );
});
