/** `echo "a\nb"`: dash, the shell of Debian, makes two lines of it; busybox's shell, that of Wolfi, writes the backslash. */
import type { AnalysedCommand, RunAnalysis, StageAnalysis } from './model.ts';

export interface EscapedEcho {
  readonly run: RunAnalysis;
  readonly command: AnalysedCommand;
}

const ESCAPE = /\\[abcfnrtv0\\]/;

/** Calls of echo in a stage's own RUN lines that mean their escapes, on a base whose `sh` is dash. */
export function escapedEchoes(stage: StageAnalysis): EscapedEcho[] {
  if (stage.contract?.shell !== 'dash') return [];
  return stage.runs.flatMap((run) =>
    run.script === undefined || run.customShell
      ? []
      : run.items.flatMap((item) => item.commands.filter(isEscapedEcho).map((command) => ({ run, command }))),
  );
}

/** One argument without options: with more, what `printf` would have to be given is another matter. */
function isEscapedEcho({ command: { words } }: AnalysedCommand): boolean {
  const [name, text, ...more] = words;
  return name?.value === 'echo' && text !== undefined && more.length === 0 && !text.value.startsWith('-') && ESCAPE.test(text.value);
}
