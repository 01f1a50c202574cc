// Checks the facts in server/data: shape, order, and that everything named exists. Prints one line per fault and exits 1 if there is any.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const folder = process.argv[2] ?? fileURLToPath(new URL('../server/data/', import.meta.url));
const SIZE_LIMIT = 150 * 1024;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const faults = [];
const fault = (file, text) => faults.push(`${file}: ${text}`);
const text = {};
const data = {};
let size = 0;
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()) {
  text[file] = readFileSync(`${folder}/${file}`, 'utf8');
  size += gzipSync(text[file], { level: 9 }).length;
  try {
    data[file] = JSON.parse(text[file]);
  } catch (error) {
    fault(file, `is not JSON: ${error.message}`);
    continue;
  }
  if (!hasSource(data[file])) fault(file, 'has no source');
  if (!isDay(data[file].date)) fault(file, `has no date of the form YYYY-MM-DD: ${data[file].date}`);
}
if (size > SIZE_LIMIT) fault('server/data', `is ${size} bytes gzipped, above ${SIZE_LIMIT}`);

/** One source for the file, or one on every row of its lists. */
function hasSource(facts) {
  const named = (one) => typeof one.source === 'string' && one.source !== '';
  const lists = Object.values(facts).filter(Array.isArray);
  return named(facts) || (lists.length > 0 && lists.every((list) => list.length > 0 && list.every(named)));
}

function isDay(value) {
  return typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value));
}

function checkSorted(file, what, names) {
  for (let at = 1; at < names.length; at += 1) {
    if (names[at - 1] === names[at]) fault(file, `${what}: ${names[at]} stands twice`);
    else if (names[at - 1] > names[at]) fault(file, `${what}: ${names[at]} comes after ${names[at - 1]}`);
  }
}

/** JSON.parse keeps the last of two equal keys and says nothing, so they are counted in the text: one row per line. */
function checkRows(file, what, object) {
  checkSorted(file, what, Object.keys(object));
  const start = text[file].indexOf(`"${what}": {`);
  const end = text[file].indexOf('\n  }', start);
  const written = [...text[file].slice(start, end).matchAll(/^ {4}"([^"]+)": /gm)].map((match) => match[1]);
  const seen = new Set();
  for (const key of written) {
    if (seen.has(key)) fault(file, `${what}: ${key} stands twice`);
    seen.add(key);
  }
}

function withFile(file, check) {
  if (data[file] === undefined) fault(file, 'is missing or unreadable');
  else check(data[file], file);
}

const packages = new Set();
const virtual = new Set();
const removed = new Map();
const exists = (name) => packages.has(name) || virtual.has(name);

withFile('wolfi-packages.json', (wolfi, file) => {
  for (const line of wolfi.packages) {
    const [name, version, ...rest] = line.split(' ');
    if (version === undefined || !/-r\d+$/.test(version) || rest.length > 0) fault(file, `packages: not "name version": ${line}`);
    packages.add(name);
  }
  checkSorted(
    file,
    'packages',
    wolfi.packages.map((line) => line.split(' ')[0]),
  );
  for (const line of wolfi.virtual) {
    const [name, ...providers] = line.split(' ');
    virtual.add(name);
    if (providers.length === 0) fault(file, `virtual: ${name} has no provider`);
    if (packages.has(name)) fault(file, `virtual: ${name} is a package too`);
    for (const provider of providers)
      if (!packages.has(provider)) fault(file, `virtual: ${name} is provided by ${provider}, which does not exist`);
  }
  checkSorted(
    file,
    'virtual',
    wolfi.virtual.map((line) => line.split(' ')[0]),
  );
});

withFile('wolfi-removed.json', (wolfi, file) => {
  for (const line of wolfi.removed) {
    const [name, day, ...rest] = line.split(' ');
    if (!isDay(day) || rest.length > 0) fault(file, `not "name date": ${line}`);
    if (exists(name)) fault(file, `${name} is among the existing packages too`);
    removed.set(name, day);
  }
  checkSorted(
    file,
    'removed',
    wolfi.removed.map((line) => line.split(' ')[0]),
  );
});

withFile('package-map.json', (map, file) => {
  for (const ecosystem of ['alpine', 'debian', 'fedora']) {
    checkRows(file, ecosystem, map[ecosystem]);
    for (const [name, row] of Object.entries(map[ecosystem])) {
      const where = `${ecosystem} ${name}`;
      if ([row.wolfi !== undefined, row.drop === true, row.none === true].filter(Boolean).length !== 1)
        fault(file, `${where}: must have exactly one of wolfi, drop, none`);
      if (row.wolfi?.length === 0) fault(file, `${where}: wolfi is empty`);
      for (const target of row.wolfi ?? [])
        if (!exists(target))
          fault(file, `${where}: ${target} is not in Wolfi${removed.has(target) ? `, it left on ${removed.get(target)}` : ''}`);
      if (row.wolfi === undefined && !row.note) fault(file, `${where}: needs a note`);
      if (row.removed !== undefined && (!isDay(row.removed) || row.none !== true))
        fault(file, `${where}: removed must be a date and belongs to none`);
      if (row.none === true && exists(name)) fault(file, `${where}: said to be missing, but Wolfi has it`);
      if (row.none === true && removed.has(name) && row.removed !== removed.get(name))
        fault(file, `${where}: left on ${removed.get(name)}, the row says ${row.removed}`);
    }
  }
  for (const pattern of map.patterns) {
    const table = map[pattern.ecosystem];
    if (table === undefined || table[pattern.like] === undefined)
      fault(file, `patterns: ${pattern.match}: there is no row ${pattern.ecosystem} ${pattern.like}`);
    try {
      RegExp(pattern.match);
    } catch {
      fault(file, `patterns: ${pattern.match} is not a regular expression`);
    }
  }
});

withFile('native-modules.json', (native, file) => {
  checkRows(file, 'modules', native.modules);
  checkSorted(file, 'tools', native.tools);
  for (const [name, row] of Object.entries(native.modules)) {
    for (const target of [...row.runtime, ...row.build]) if (!exists(target)) fault(file, `${name}: ${target} is not in Wolfi`);
  }
});

withFile('package-commands.json', (table, file) => {
  checkRows(file, 'packages', table.packages);
  for (const [name, commands] of Object.entries(table.packages)) {
    if (!exists(name)) fault(file, `${name} is not in Wolfi`);
    checkSorted(file, name, commands);
  }
});

for (const [file, lists] of [
  ['busybox-tools.json', ['wolfi', 'alpine', 'coreutils']],
  ['base-image-tools.json', ['debian', 'buildpackDeps', 'alpine', 'node', 'elsewhere']],
]) {
  withFile(file, (tools) => {
    for (const list of lists) checkSorted(file, list, tools[list]);
  });
}

withFile('chainguard-images.json', (images, file) => {
  for (const [name, image] of Object.entries(images.images)) {
    for (const variant of ['runtime', 'dev']) {
      const lines = image[variant]?.packages ?? [];
      checkSorted(file, `${name} ${variant}`, lines);
      for (const line of lines) if (!exists(line.split(' ')[0])) fault(file, `${name} ${variant}: ${line.split(' ')[0]} is not in Wolfi`);
    }
  }
});

withFile('chainguard-pages.json', (pages, file) => {
  checkRows(file, 'summaries', pages.summaries);
  for (const name of Object.keys(pages.summaries)) {
    if (!(name in (data['chainguard-images.json']?.images ?? {}))) fault(file, `${name} has no definition in chainguard-images.json`);
  }
  for (const [key, value] of Object.entries(pages)) {
    if (!['source', 'date', 'summaries'].includes(key) && !value.startsWith('https://')) fault(file, `${key} is no address: ${value}`);
  }
});

withFile('node-releases.json', (schedule, file) => {
  const number = (line) => line.split('.').reduce((sum, part, at) => sum + Number(part) / 100 ** at, 0);
  let before = -1;
  const codenames = new Set();
  for (const release of schedule.releases) {
    if (number(release.line) <= before) fault(file, `${release.line} is out of order`);
    before = number(release.line);
    const days = [release.start, release.lts, release.maintenance, release.end].filter((day) => day !== undefined);
    for (const day of days) if (!isDay(day)) fault(file, `${release.line}: not a date: ${day}`);
    if (days.some((day, at) => at > 0 && day < days[at - 1])) fault(file, `${release.line}: dates run backwards`);
    if (release.codename !== undefined && codenames.has(release.codename)) fault(file, `${release.line}: ${release.codename} stands twice`);
    codenames.add(release.codename);
  }
});

withFile('package-roles.json', (roles, file) => {
  const seen = new Set();
  for (const group of roles.groups) {
    if (!['build', 'runtime', 'either', 'meta'].includes(group.role)) fault(file, `unknown role ${group.role}`);
    for (const name of group.names) {
      if (seen.has(name)) fault(file, `${name} stands twice`);
      seen.add(name);
    }
  }
});

withFile('image-families.json', (images, file) => {
  const seen = new Set();
  for (const { family, names } of images.families) {
    for (const name of names) {
      if (seen.has(name)) fault(file, `${name} stands twice, again in ${family}`);
      if (name.split('/').length < 2 || name !== name.toLowerCase()) fault(file, `${family}: ${name} is not a canonical name`);
      seen.add(name);
    }
  }
});

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
} else {
  console.log(
    `server/data: ${packages.size} packages, ${virtual.size} virtual, ${removed.size} removed; ${Math.round(size / 1024)} KB gzipped`,
  );
}
