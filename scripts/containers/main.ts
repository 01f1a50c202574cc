/** `npm run test:containers -- [--only TEXT] [--write-table]`. Exit code 1 when a test fails. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({ options: { only: { type: 'string' }, 'write-table': { type: 'boolean' } } });
const env = {
  ...process.env,
  ...(values.only !== undefined && { CONTAINERS_ONLY: values.only }),
  ...(values['write-table'] === true && { CONTAINERS_TABLE: fileURLToPath(new URL('../../docs/containers.md', import.meta.url)) }),
};
// Interrupted, the tests take away what they started; that is waited for.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
spawn(process.execPath, ['scripts/test.mjs', 'containers'], { cwd: root, env, stdio: 'inherit' }).on('exit', (code) => {
  process.exitCode = code ?? 1;
});
