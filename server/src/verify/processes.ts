/** The processes of a container, as the engine lists them. */
import { type Engine, Cancelled } from './engine.ts';
import { runProgram } from './program.ts';
import type { ContainerProcess } from './result.ts';

const ANSWER_SECONDS = 20;

/** Undefined when the engine cannot list them: the `ps` of its machine may not know the columns. Rejects with `Cancelled` alone. */
export async function listProcesses(engine: Engine, id: string, signal: AbortSignal): Promise<readonly ContainerProcess[] | undefined> {
  // Docker hands the words to ps on its own machine, where a user is a number for certain; podman has columns of its own.
  const columns = engine.kind === 'docker' ? ['-e', '-o', 'pid,ppid,uid,args'] : ['pid', 'ppid', 'user', 'args'];
  const { end, code, stdout } = await runProgram(engine.program, ['top', id, ...columns], {
    environment: engine.environment,
    limitSeconds: ANSWER_SECONDS,
    signal,
  });
  if (end === 'aborted') throw new Cancelled();
  return code === 0 ? readProcesses(stdout) : undefined;
}

/** The first line holds the headings. */
export function readProcesses(text: string): readonly ContainerProcess[] {
  const lines = text.split('\n').slice(1);
  return lines.flatMap((line) => {
    const [, pid, parent, user, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*\S)/.exec(line) ?? [];
    if (pid === undefined || parent === undefined || user === undefined || command === undefined) return [];
    return [{ pid: Number(pid), parent: Number(parent), user: user === 'root' ? '0' : user, command }];
  });
}

/** The application: what has no process below it, the eldest first. npm, shells and init programs are only the way there. */
export function applicationOf(processes: readonly ContainerProcess[]): ContainerProcess | undefined {
  const parents = new Set(processes.map(({ parent }) => parent));
  return processes.find(({ pid }) => !parents.has(pid));
}
