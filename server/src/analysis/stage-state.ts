/** User, working directory and shell along the instructions of a stage. */
import type { CommandForm, Instruction } from '../dockerfile/ast.ts';
import { expandWord } from '../dockerfile/index.ts';
import type { Scopes } from '../dockerfile/scope.ts';
import type { ImageContract } from '../images/index.ts';
import type { UserState } from './model.ts';
import { resolveImagePath } from './path.ts';

export interface StageState {
  readonly user: UserState;
  /** Undefined when a variable in a WORKDIR cannot be resolved. */
  readonly workdir: string | undefined;
  readonly workdirSet: boolean;
  readonly shell: readonly string[] | undefined;
}

/** What a stage begins with on its base image; `workdir` takes the place of the image's working directory. */
export function initialState(contract: ImageContract | undefined, workdir: string | undefined): StageState {
  const name = contract?.user.name ?? 'root';
  const root = contract ? contract.user.uid === 0 : true;
  return {
    user: { name, root, known: contract !== undefined, instruction: undefined },
    workdir: workdir ?? contract?.workdir ?? '/',
    workdirSet: false,
    shell: undefined,
  };
}

/** The state behind one instruction. */
export function stateAfter(instruction: Instruction, state: StageState, scopes: Scopes, escape: string): StageState {
  if (instruction.keyword === 'USER') return { ...state, user: userOf(instruction, instruction.words[0]?.raw ?? '', scopes, escape) };
  if (instruction.keyword === 'WORKDIR') return { ...state, workdir: workdirAfter(instruction, state, scopes, escape), workdirSet: true };
  if (instruction.keyword === 'SHELL') return { ...state, shell: shellWords(instruction.command) };
  return state;
}

function userOf(instruction: Instruction, raw: string, scopes: Scopes, escape: string): UserState {
  const { value, unresolved } = expandWord(raw, (name) => scopes.before(instruction).get(name)?.value, escape);
  const name = value.split(':')[0]?.trim() ?? '';
  return { name, root: name === 'root' || /^0+$/.test(name), known: unresolved.length === 0 && name !== '', instruction };
}

function workdirAfter(
  instruction: Extract<Instruction, { keyword: 'WORKDIR' | 'USER' | 'EXPOSE' | 'VOLUME' | 'STOPSIGNAL' | 'MAINTAINER' }>,
  state: StageState,
  scopes: Scopes,
  escape: string,
): string | undefined {
  const raw = instruction.words[0]?.raw ?? '';
  const { value, unresolved } = expandWord(raw, (name) => scopes.before(instruction).get(name)?.value, escape);
  if (unresolved.length > 0 || value === '') return undefined;
  if (value.startsWith('/')) return resolveImagePath('/', value);
  return state.workdir === undefined ? undefined : resolveImagePath(state.workdir, value);
}

function shellWords(command: CommandForm): readonly string[] | undefined {
  return command.form === 'exec' ? command.args.map((word) => word.value) : undefined;
}
