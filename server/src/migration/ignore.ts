/** `# migrate-to-chainguard-ignore <rule>[, <rule>]: reason` above an instruction, and `-ignore-file` anywhere. */
import type { Dockerfile } from '../dockerfile/ast.ts';

const LINE = /^#\s*migrate-to-chainguard-ignore(-file)?\b\s*([\w-]+(?:\s*,\s*[\w-]+)*)?/;

/** Tells whether a rule is silenced on a 0-based line. A comment without rule names silences all. */
export function ignoredAt(dockerfile: Dockerfile): (rule: string, line: number) => boolean {
  const everywhere = new Set<string>();
  const spans: { first: number; last: number; rules: Set<string> }[] = [];
  for (const comment of dockerfile.comments) {
    const match = LINE.exec(comment.text);
    if (!match) continue;
    const rules = match[2]?.split(',').map((rule) => rule.trim()) ?? ['*'];
    if (match[1]) for (const rule of rules) everywhere.add(rule);
    else spans.push({ ...spanBelow(dockerfile, comment.line, comment.range.end), rules: new Set(rules) });
  }
  if (everywhere.size === 0 && spans.length === 0) return () => false;
  return (rule, line) =>
    everywhere.has(rule) ||
    everywhere.has('*') ||
    spans.some((span) => line >= span.first && line <= span.last && (span.rules.has(rule) || span.rules.has('*')));
}

/** The instruction behind the comment, to its last line; for a comment inside an instruction the next line. */
function spanBelow(dockerfile: Dockerfile, line: number, offset: number): { first: number; last: number } {
  const around = dockerfile.instructions.find((instruction) => instruction.range.start < offset && offset < instruction.range.end);
  if (around) return { first: line + 1, last: line + 1 };
  const next = dockerfile.instructions.find((instruction) => instruction.range.start >= offset);
  if (!next) return { first: line, last: line };
  const lines = dockerfile.text.slice(next.range.start, next.range.end).split('\n').length;
  return { first: next.line, last: next.line + lines - 1 };
}
