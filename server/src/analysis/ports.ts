/** Ports that a stage declares. */
import { expandWord } from '../dockerfile/index.ts';
import type { Analysis, StageAnalysis } from './model.ts';

export interface ExposedPort {
  readonly number: number;
  readonly protocol: 'tcp' | 'udp';
}

/** EXPOSE lines of the stage and its ancestors, each port once, in order; ranges and variables that cannot be resolved are left out. */
export function exposedPorts(analysis: Analysis, stage: StageAnalysis): ExposedPort[] {
  const found = new Map<string, ExposedPort>();
  for (const member of stage.lineage) {
    for (const instruction of member.stage.instructions) {
      if (instruction.keyword !== 'EXPOSE') continue;
      for (const word of instruction.words) {
        const { value } = expandWord(word.raw, (name) => member.scopeAt(instruction).get(name)?.value, analysis.dockerfile.escape);
        const [, number, protocol = 'tcp'] = /^(\d{1,5})(?:\/(tcp|udp))?$/i.exec(value) ?? [];
        if (number === undefined || Number(number) === 0) continue;
        const port = { number: Number(number), protocol: protocol.toLowerCase() === 'udp' ? 'udp' : 'tcp' } as const;
        found.set(`${port.number}/${port.protocol}`, port);
      }
    }
  }
  return [...found.values()];
}
