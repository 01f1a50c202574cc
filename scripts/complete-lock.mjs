// Adds to package-lock.json the optional packages of other platforms that the registry at hand does not have: `npm run lock`.
// npm leaves out of a lock file what it cannot see, and npm 11 then refuses `npm ci` because the file is incomplete. Run it after every change of
// the dependencies. What is added has no integrity: npm takes that from the registry of the machine that needs the package.
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const added = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (lock.packages[place] || lock.packages[`${path}/${place}`]) continue;
    lock.packages[place] = { version, ...platformOf(name), ...(entry.dev ? { dev: true } : {}), optional: true };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(added.length === 0 ? 'The lock file is complete.' : `Added ${added.length}: ${added.join(', ')}.`);

/** What the name of a platform package says: `@scope/tool-linux-arm64-musl`. */
function platformOf(name) {
  const match =
    /(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)[-_]?(x64|arm64|arm|ia32|ppc64|riscv64|s390x|loong64|mips64el)/.exec(
      name,
    );
  if (!match) return {};
  return { os: [match[1]], cpu: [match[2]], ...(/musl/.test(name) ? { libc: ['musl'] } : {}) };
}
