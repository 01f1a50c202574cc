/** Ports below 1024, which not every platform gives to a user who is not root. */
import * as l10n from '@vscode/l10n';
import type { StageAnalysis } from '../analysis/model.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import type { Range } from '../dockerfile/text.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

const FIRST_FREE_PORT = 1024;

export const privilegedPort: Rule = {
  id: 'privileged-port',
  get title() {
    return l10n.t('Port below 1024');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('The application listens where its code and its configuration say; both and the port mappings change together.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (stage.role !== 'runtime' || (!stage.convertible && !stage.onChainguard)) continue;
      for (const { range, port } of privilegedPorts(stage, stage.stage.instructions)) {
        remarks.push({
          range,
          severity: stage.onChainguard ? 'information' : 'hint',
          message: stage.onChainguard
            ? l10n.t(
                'Port {0}: Docker gives it to every user (since 20.10), Kubernetes may give it to root alone, and this image runs as uid 65532.',
                port,
              )
            : l10n.t(
                "Port {0}: Docker gives it to every user (since 20.10), Kubernetes may give it to root alone, and Chainguard's image runs as uid 65532.",
                port,
              ),
        });
      }
    }
    return remarks;
  },

  convert(_analysis, target) {
    if (target.repair || !target.starts || !target.stage.endUser.root) return [];
    return privilegedPorts(target.stage, target.instructions).map(
      ({ instruction, range, port }): Operation => ({
        kind: 'remark',
        rule: 'privileged-port',
        instruction,
        range,
        action: 'review',
        message: l10n.t(
          'The application listens on port {0} and is not root any more: Docker allows that (since 20.10), Kubernetes may not. A port from 1024 on works everywhere.',
          port,
        ),
      }),
    );
  },
};

interface PrivilegedPort {
  readonly instruction: Instruction;
  readonly range: Range;
  readonly port: number;
}

/** EXPOSE and ENV PORT. */
function privilegedPorts(stage: StageAnalysis, instructions: readonly Instruction[]): PrivilegedPort[] {
  const found: PrivilegedPort[] = [];
  const add = (instruction: Instruction, range: Range, text: string): void => {
    const port = /^(\d{1,5})(?:\/(?:tcp|udp))?$/i.exec(text)?.[1];
    if (port !== undefined && Number(port) > 0 && Number(port) < FIRST_FREE_PORT) found.push({ instruction, range, port: Number(port) });
  };
  for (const instruction of instructions) {
    if (instruction.keyword === 'EXPOSE') {
      for (const word of instruction.words) {
        const name = /^\$\{?(\w+)\}?$/.exec(word.value)?.[1];
        add(instruction, word.range, name === undefined ? word.value : (stage.scopeAt(instruction).get(name)?.value ?? ''));
      }
    }
    if (instruction.keyword !== 'ENV') continue;
    for (const pair of instruction.pairs) if (pair.key.value === 'PORT' && pair.value) add(instruction, pair.value.range, pair.value.value);
  }
  return found.filter((one, index) => found.findIndex((other) => other.port === one.port) === index);
}
