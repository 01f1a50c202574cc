/** Some of BuildKit's named build checks (docs.docker.com/reference/build-checks), those that a conversion could set off. */
import { jsonForm, type PlainDockerfile, type PlainInstruction, type PlainStage, splitFlags } from './plain-dockerfile.ts';

type BuildCheck = (file: PlainDockerfile) => Iterable<PlainInstruction>;

const CHECKS: Readonly<Record<string, BuildCheck>> = {
  *JSONArgsRecommended({ stages }) {
    for (const { instructions } of stages) {
      if (instructions.some(({ keyword }) => keyword === 'SHELL')) continue;
      yield* instructions.filter(({ keyword, rest }) => (keyword === 'CMD' || keyword === 'ENTRYPOINT') && jsonForm(rest) === undefined);
    }
  },
  *FromAsCasing({ stages }) {
    for (const { from } of stages) {
      const as = /\s(as)\s+\S+\s*$/i.exec(from.raw)?.[1];
      const keyword = from.raw.trimStart().slice(0, 4);
      if (as !== undefined && isUpper(as) !== isUpper(keyword)) yield from;
    }
  },
  *LegacyKeyValueFormat({ instructions }) {
    for (const instruction of instructions) {
      if (/^(ENV|LABEL)$/.test(instruction.keyword) && !/^[^\s=]+=/.test(instruction.rest)) yield instruction;
    }
  },
  *StageNameCasing({ stages }) {
    for (const { name, from } of stages) if (name !== undefined && name !== name.toLowerCase()) yield from;
  },
  *DuplicateStageName({ stages }) {
    const seen = new Set<string>();
    for (const { name, from } of stages) {
      if (name === undefined) continue;
      if (seen.has(name.toLowerCase())) yield from;
      seen.add(name.toLowerCase());
    }
  },
  *ConsistentInstructionCasing({ instructions }) {
    const keywords = instructions.map((instruction) => ({ instruction, upper: isUpper(/^\s*(\S+)/.exec(instruction.raw)?.[1] ?? '') }));
    const upper = keywords.filter((keyword) => keyword.upper).length * 2 >= keywords.length;
    for (const keyword of keywords) if (keyword.upper !== upper) yield keyword.instruction;
  },
  *MultipleInstructionsDisallowed({ stages }) {
    for (const { instructions } of stages) {
      for (const keyword of ['CMD', 'ENTRYPOINT', 'HEALTHCHECK']) {
        yield* instructions.filter((instruction) => instruction.keyword === keyword).slice(0, -1);
      }
    }
  },
  *WorkdirRelativePath({ stages }) {
    for (const { instructions } of stages) {
      let absolute = false;
      for (const instruction of instructions) {
        if (instruction.keyword !== 'WORKDIR') continue;
        if (/^["']?[/$]/.test(instruction.rest)) absolute = true;
        else if (!absolute) yield instruction;
      }
    }
  },
  *NoEmptyContinuation({ instructions }) {
    for (const instruction of instructions)
      if (/\\[ \t]*\r?\n[ \t]*\r?\n/.test(instruction.raw) && !instruction.raw.includes('<<')) yield instruction;
  },
  *UndefinedFrom({ stages, instructions }) {
    for (const instruction of instructions) {
      if (instruction.keyword !== 'COPY') continue;
      const from = splitFlags(instruction.rest).flags.get('from');
      if (
        from !== undefined &&
        /^[a-z_-]+$/i.test(from) &&
        !stages.some((stage) => isNamed(stage, from) && stage.from.firstLine < instruction.firstLine)
      )
        yield instruction;
      if (
        from !== undefined &&
        /^\d+$/.test(from) &&
        !((stages[Number(from)]?.from.firstLine ?? Number.POSITIVE_INFINITY) < instruction.firstLine)
      )
        yield instruction;
    }
  },
};

/** Check → the 0-based lines that it complains about. */
export function buildWarnings(file: PlainDockerfile): ReadonlyMap<string, readonly number[]> {
  return new Map(Object.entries(CHECKS).map(([name, check]) => [name, [...check(file)].map(({ firstLine }) => firstLine)]));
}

function isUpper(word: string): boolean {
  return word === word.toUpperCase();
}

function isNamed(stage: PlainStage, name: string): boolean {
  return stage.name?.toLowerCase() === name.toLowerCase();
}
