/** Takes away what a run has started, however that run ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Engine } from './engine.ts';

/** Every image and container has it, with the number of the run. */
export const LABEL = 'migrate-to-chainguard.verify';

/**
 * A program for `node -e`, with the engine's program and the label as arguments. It reads standard input to its end: a run that ends in order
 * says `done` first. One that was killed says nothing, and its containers and images are removed. A build that was under way may still give an
 * image a little later, so it looks several times.
 */
const KEEPER_PROGRAM = `
const { spawnSync } = require('node:child_process');
const [program, label] = process.argv.slice(-2);
let said = '';
process.stdin.on('data', (part) => { said += part; });
process.stdin.on('error', () => {});
process.stdin.on('close', () => { if (!said.includes('done')) void clear(); });
const ids = (...args) => (spawnSync(program, args, { encoding: 'utf8', timeout: 60000, windowsHide: true }).stdout || '').split(/\\s+/).filter(Boolean);
async function clear() {
  for (let round = 0; round < 4; round++) {
    const containers = ids('ps', '--all', '--quiet', '--filter', 'label=' + label);
    if (containers.length > 0) ids('rm', '--force', '--volumes', ...containers);
    const images = ids('images', '--quiet', '--filter', 'label=' + label);
    if (images.length > 0) ids('rmi', '--force', ...new Set(images));
    await new Promise((next) => setTimeout(next, 1500));
  }
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
`;

export interface Keeper {
  /** Everything has been removed in order. */
  dismiss(): void;
}

/** Starts the keeper of one run, in a process of its own that no Ctrl-C reaches. `label`: `key=value`. */
export function startKeeper(engine: Engine, label: string): Keeper {
  const child: ChildProcess = spawn(process.execPath, ['-e', KEEPER_PROGRAM, engine.program, label], {
    // The editor's own program is Node only with this variable.
    env: { ...engine.environment, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    windowsHide: true,
  });
  // Without a keeper the run itself still removes what it made.
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  child.unref();
  return { dismiss: () => void child.stdin?.end('done') };
}
