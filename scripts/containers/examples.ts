/** The sample applications of `examples/`: a project, the Dockerfile a team would have, and `requests.json`, which says what must be seen. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface RequestExpectation {
  readonly method?: string;
  readonly path: string;
  readonly send?: string;
  readonly status: number;
  /** The whole body. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Expectations {
  readonly about: string;
  /** What the conversion must become; a worse strategy is a failure. */
  readonly strategy: string;
  /** Without one, the application is a worker, and ready when its log holds all of `logs`. */
  readonly port?: number;
  readonly requests?: readonly RequestExpectation[];
  /** A path that takes a second to answer; asked just before the container is stopped, it must be answered. */
  readonly inFlight?: string;
  /** The health check must turn healthy. */
  readonly healthy?: boolean;
  readonly logs?: readonly string[];
  /** What the conversion must log when it is told to stop: the signal reached it. */
  readonly farewell?: readonly string[];
  /** Folders in which the application's user must be able to make a file; and those where it must not. */
  readonly writable?: readonly string[];
  readonly notWritable?: readonly string[];
  /** Paths below the working directory that the conversion leaves behind. */
  readonly absent?: readonly string[];
  /** Packages that apk's database in the conversion must name, for scanners. */
  readonly installed?: readonly string[];
  /** A volume that the original fills and the conversion then uses, after the command that the report names. */
  readonly volume?: string;
  /** What the final stage runs; `nginx` has no node to look around with. */
  readonly runtime?: 'nginx';
  /** More for `docker build`, as the team would give it. */
  readonly buildArguments?: readonly string[];
}

export interface Example {
  readonly name: string;
  /** The build context. */
  readonly folder: string;
  readonly dockerfile: string;
  readonly expected: Expectations;
}

export const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

/** All of them, or those whose name contains one of the parts of `filter`, which commas divide. */
export function readExamples(filter = ''): readonly Example[] {
  const parts = filter.split(',');
  const names = readdirSync(EXAMPLES).filter(
    (name) => parts.some((part) => name.includes(part)) && existsSync(join(EXAMPLES, name, 'requests.json')),
  );
  return names.sort().map((name) => {
    const folder = join(EXAMPLES, name);
    const expected = JSON.parse(readFileSync(join(folder, 'requests.json'), 'utf8')) as Expectations;
    return { name, folder, dockerfile: readFileSync(join(folder, 'Dockerfile'), 'utf8'), expected };
  });
}
