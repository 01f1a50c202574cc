// Programs that come from Debian: installed when that is possible without asking, named otherwise.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * Makes sure that programs exist. As root on Debian it installs them and says so; else it throws an error that holds the command to type.
 * @param {readonly { file: string, packages: readonly string[] }[]} programs absolute paths, and the packages that bring them
 */
export function ensurePrograms(programs) {
  const packages = programs.filter(({ file }) => !existsSync(file)).flatMap((program) => program.packages);
  if (packages.length === 0) return;
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const isRoot = process.getuid?.() === 0;
  if (!isDebian() || !isRoot) {
    const sudo = isRoot ? '' : 'sudo ';
    throw new Error(
      `Missing on this machine: ${packages.join(', ')}. On Debian or Ubuntu: ${sudo}apt-get update && ${sudo}apt-get ${install.join(' ')}`,
    );
  }
  console.log(`Installing Debian packages: ${packages.join(', ')}`);
  const options = {
    stdio: /** @type {const} */ (['ignore', 'ignore', 'inherit']),
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  execFileSync('apt-get', ['update', '-qq'], options);
  execFileSync('apt-get', ['-qq', ...install], options);
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}
