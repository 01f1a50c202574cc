/** An example as the command line of the product converts it. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './engine/command.ts';
import type { Example } from './examples.ts';

export interface Conversion {
  /** A copy of the example with the converted Dockerfile in it. */
  readonly folder: string;
  readonly status: string;
  readonly strategy: string;
  readonly text: string;
  readonly report: readonly ReportLine[];
}

interface ReportLine {
  readonly rule: string;
  readonly action: string;
  readonly message: string;
}

interface FileResult {
  readonly status: string;
  readonly strategy: string | null;
  readonly reason: string | null;
  readonly report: readonly ReportLine[];
}

/** The bundle that is shipped. */
const program = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Copies the example to `folder` and runs the command line with `--write` on it.
 * Rejects when it fails or does not convert.
 */
export async function convert(example: Example, folder: string): Promise<Conversion> {
  cpSync(example.folder, folder, { recursive: true });
  const file = join(folder, 'Dockerfile');
  const args = [program, '--write', '--format', 'json', file];
  const { code, stdout, stderr } = await run(process.execPath, args, { cwd: root, limitSeconds: 60 });
  if (code !== 0) throw new Error(`the command line ended with ${code}: ${stderr}`);
  const [result] = (JSON.parse(stdout) as { readonly files: readonly FileResult[] }).files;
  if (result === undefined) throw new Error('the command line reports no file');
  if (result.status !== 'migrated') throw new Error(`${result.status}: ${result.reason ?? 'no reason given'}`);
  return { folder, status: result.status, strategy: result.strategy ?? '', text: readFileSync(file, 'utf8'), report: result.report };
}
