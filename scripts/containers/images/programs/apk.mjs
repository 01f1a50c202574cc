#!/usr/bin/env node
// A stand-in for apk: the same rights, the same words on failure, real files for the few packages that the run serves, a record for the others.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HOME = '/usr/share/apk-stand-in';
const WITH_VALUE = new Set([
  '-p',
  '--root',
  '-t',
  '--virtual',
  '-X',
  '--repository',
  '--repositories-file',
  '--keys-dir',
  '--arch',
  '--cache-dir',
]);
const { names, address } = JSON.parse(readFileSync(join(HOME, 'settings.json'), 'utf8'));

const options = new Map();
const words = [];
for (let rest = process.argv.slice(2); rest.length > 0; rest = rest.slice(1)) {
  const [word] = rest;
  const [flag, value] = word.split('=');
  if (!word.startsWith('-')) words.push(word);
  else if (WITH_VALUE.has(flag) && value === undefined) {
    options.set(flag, rest[1]);
    rest = rest.slice(1);
  } else options.set(flag, value ?? true);
}
const [command, ...packages] = words;
const root = options.get('--root') ?? options.get('-p') ?? '/';
const world = join(root, 'etc/apk/world');
const database = join(root, 'usr/lib/apk/db/installed');

switch (command) {
  case 'add':
    lock();
    await add();
    break;
  case 'del':
    lock();
    save(installed().filter((name) => !packages.includes(name)));
    break;
  case 'update':
  case 'upgrade':
  case 'fix':
  case 'cache':
    lock();
    break;
  case 'info':
  case 'list':
    process.stdout.write(`${installed().join('\n')}\n`);
    break;
  case undefined:
  case 'version':
    process.stdout.write('apk-tools 2.14.10 (stand-in)\n');
    break;
  default:
    fail(1, `ERROR: '${command}' is not done by the stand-in`);
}

async function add() {
  const unknown = packages.filter((name) => !name.startsWith('.') && !names.includes(plain(name)));
  if (unknown.length > 0) {
    const lines = unknown.flatMap((name) => [`  ${plain(name)} (no such package):`, `    required by: world[${name}]`]);
    fail(unknown.length, ['ERROR: unable to select packages:', ...lines].join('\n'));
  }
  for (const name of packages) {
    const hasFiles = await unpack(plain(name));
    process.stdout.write(`Installing ${plain(name)} (stand-in${hasFiles ? '' : ', a name only'})\n`);
  }
  const virtual = options.get('--virtual') ?? options.get('-t');
  save([...new Set([...installed(), ...packages.map(plain), ...(virtual === undefined ? [] : [virtual])])]);
  // What makes busybox's links and the table of libraries is a trigger, and triggers are scripts.
  if (options.has('--no-scripts')) return;
  if (installed().includes('busybox')) spawnSync('chroot', [root, '/usr/bin/busybox', '--install', '-s']);
  spawnSync('ldconfig', ['-r', root]);
}

// The archives hold no folders, so that those of the image stay as they are.
async function unpack(name) {
  const response = await fetch(`${address}/${name}.tar`);
  if (response.status === 404) return false;
  const { status, stderr } = spawnSync('tar', ['-x', '-C', root, '-f', '-'], { input: Buffer.from(await response.arrayBuffer()) });
  if (status !== 0) fail(1, `ERROR: ${name}: ${stderr}`);
  return true;
}

function lock() {
  if (process.getuid() !== 0)
    fail(99, 'ERROR: Unable to lock database: Permission denied\nERROR: Failed to open apk database: Permission denied');
  if (!existsSync(world))
    fail(99, 'ERROR: Unable to lock database: No such file or directory\nERROR: Failed to open apk database: No such file or directory');
}

function installed() {
  return readFileSync(world, 'utf8').split('\n').filter(Boolean);
}

function save(list) {
  writeFileSync(world, `${list.sort().join('\n')}\n`);
  if (existsSync(database)) writeFileSync(database, list.map((name) => `P:${name}\n\n`).join(''));
  process.stdout.write(`OK: ${list.length} packages (stand-in)\n`);
}

function plain(name) {
  return name.replace(/[=<>~@].*$/, '');
}

function fail(code, text) {
  process.stderr.write(`${text}\n`);
  process.exit(code);
}
