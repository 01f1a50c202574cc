/** How far a start has been followed: where we stand, and what was met on the way. */
import * as l10n from '@vscode/l10n';
import type { Range } from '../../dockerfile/text.ts';
import type { CommandWord } from '../command-word.ts';
import type { NodeStart, StartStep } from '../start.ts';
import type { StartRequest } from './request.ts';

export interface Assignment {
  readonly name: string;
  readonly value: CommandWord;
}

/** Immutable: each step makes a new one. */
export interface Trail {
  readonly request: StartRequest;
  /** Absolute folder in which the command runs; undefined when it is not known. */
  readonly workdir: string | undefined;
  readonly environment: readonly Assignment[];
  readonly binFolders: readonly string[];
  readonly manager: NodeStart['throughPackageManager'];
  readonly init: NodeStart['init'];
  /** Options that wrappers turn into options of node (`dotenv -e .env` → `--env-file-if-exists=.env`). */
  readonly nodeOptions: readonly CommandWord[];
  readonly reads: readonly string[];
  readonly steps: readonly StartStep[];
  readonly notes: readonly string[];
  /** In the Dockerfile: what to point at when something cannot be followed. */
  readonly range: Range | undefined;
  /** docker-entrypoint.sh of the official image stands before the command. */
  readonly nodePrefix: boolean;
  /** The text being read stands in the Dockerfile, so that its ranges do too. */
  readonly inDockerfile: boolean;
  readonly depth: number;
  /** Shared by all trails of one start, counting down. */
  readonly effort: { left: number };
  /** The script of package.json that is being run; run-script-os asks for it. */
  readonly scriptName: string | undefined;
}

/** Scripts that call scripts: a loop ends here. */
export const deepestTrail = 24;
/** Commands followed for one start. Scripts that call two scripts each would otherwise double with every level. */
const mostCommands = 500;

export function startTrail(request: StartRequest, range: Range | undefined): Trail {
  return {
    request,
    workdir: request.workdir,
    environment: [],
    binFolders: [],
    manager: undefined,
    init: undefined,
    nodeOptions: [],
    reads: [],
    steps: [],
    notes: [],
    range,
    nodePrefix: false,
    inDockerfile: true,
    depth: 0,
    effort: { left: mostCommands },
    scriptName: undefined,
  };
}

/** Why a trail that has become too deep is given up. */
export function circle(): string {
  return l10n.t('its commands and scripts call each other in a circle');
}

export function withStep(trail: Trail, from: string, to: string, source: string | undefined): Trail {
  return { ...trail, steps: [...trail.steps, { from, to, source }], depth: trail.depth + 1 };
}

export function withNote(trail: Trail, note: string): Trail {
  return trail.notes.includes(note) ? trail : { ...trail, notes: [...trail.notes, note] };
}
