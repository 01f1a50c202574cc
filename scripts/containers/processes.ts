/** The processes of a container as the machine's /proc shows them. */
import { readFileSync } from 'node:fs';

export interface ContainerProcess {
  readonly pid: number;
  readonly uid: number;
  readonly argv: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
}

/** A process and all below it, parents first. Those that end meanwhile are left out. */
export function processTree(pid: number): ContainerProcess[] {
  try {
    const words = (name: string): string[] => readFileSync(`/proc/${pid}/${name}`, 'utf8').split('\0').filter(Boolean);
    const uid = Number(/^Uid:\s+\d+\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    const environment = new Map(words('environ').map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]));
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
    return [{ pid, uid, argv: words('cmdline'), environment }, ...children.flatMap(processTree)];
  } catch {
    return [];
  }
}
