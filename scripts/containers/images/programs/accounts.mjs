#!/usr/bin/env node
// adduser and addgroup with busybox's arguments, for images whose busybox was built without them.
import { appendFileSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

const isGroup = basename(process.argv[1]) === 'addgroup';
const text = { type: 'string' };
const flag = { type: 'boolean' };
const options = isGroup
  ? { gid: { ...text, short: 'g' }, system: { ...flag, short: 'S' } }
  : {
      uid: { ...text, short: 'u' },
      ingroup: { ...text, short: 'G' },
      home: { ...text, short: 'h' },
      shell: { ...text, short: 's' },
      gecos: { ...text, short: 'g' },
      system: { ...flag, short: 'S' },
      'disabled-password': { ...flag, short: 'D' },
      'no-create-home': { ...flag, short: 'H' },
    };
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const [name, group] = positionals;
if (name === undefined) fail('a name is missing');

if (group !== undefined) join(name, group);
else if (isGroup) addGroup(name, values.gid ?? free('/etc/group'));
else addUser(name);

function addUser(user) {
  if (row('/etc/passwd', user) !== undefined) fail(`user '${user}' in use`);
  const uid = values.uid ?? free('/etc/passwd');
  if (values.ingroup === undefined && row('/etc/group', user) === undefined) addGroup(user, uid);
  const gid = row('/etc/group', values.ingroup ?? user)?.[2];
  if (gid === undefined) fail(`unknown group ${values.ingroup}`);
  const home = values.home ?? `/home/${user}`;
  appendFileSync('/etc/passwd', `${[user, 'x', uid, gid, 'Linux User,,,', home, values.shell ?? '/bin/sh'].join(':')}\n`);
  if (values['no-create-home']) return;
  mkdirSync(home, { recursive: true });
  chownSync(home, Number(uid), Number(gid));
}

function addGroup(groupName, gid) {
  if (row('/etc/group', groupName) !== undefined) fail(`group '${groupName}' in use`);
  appendFileSync('/etc/group', `${groupName}:x:${gid}:\n`);
}

function join(user, groupName) {
  const lines = readFileSync('/etc/group', 'utf8').split('\n');
  const at = lines.findIndex((line) => line.startsWith(`${groupName}:`));
  if (at < 0) fail(`unknown group ${groupName}`);
  lines[at] += `${lines[at].endsWith(':') ? '' : ','}${user}`;
  writeFileSync('/etc/group', lines.join('\n'));
}

function row(file, key) {
  return rows(file).find(([first]) => first === key);
}

function rows(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
}

function free(file) {
  const used = new Set(rows(file).map((fields) => fields[2]));
  let id = 101;
  while (used.has(String(id))) id++;
  return String(id);
}

function fail(reason) {
  process.stderr.write(`${basename(process.argv[1])}: ${reason}\n`);
  process.exit(1);
}
