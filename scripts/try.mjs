// Shows a migration: `npm run try [-- FILE|FOLDER] [OPTIONS OF THE COMMAND LINE]`. Without an option it writes to nothing but dist/.
// Installs the dependencies when they are missing, builds the command line, and runs it on a sample.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asTyped, installDependencies, run } from './try/prepare.mjs';
import { sample } from './try/sample.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const [first, ...others] = process.argv.slice(2);
const args = first === undefined || first.startsWith('-') ? [sample, ...process.argv.slice(2)] : [asTyped(first), ...others];

installDependencies();
run(process.execPath, ['scripts/build.mjs', 'cli'], { quiet: true });
console.log(`\nmigrate-to-chainguard ${args.join(' ')}\n`);
run(process.execPath, ['dist/cli.cjs', ...args]);
