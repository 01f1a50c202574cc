/** A stand-in for the engine: it sees `FROM node:<tag>` lines and nothing else. It lets the server, the client and their tests run on their own. */
import type { Range } from '../dockerfile/text.ts';
import type { Migration } from '../migration/result.ts';
import type { Engine, Finding } from './engine.ts';

const NODE_BASE = /^([ \t]*FROM[ \t]+)(node(?::[\w.-]+)?)(?=[ \t\r]|$)/gim;
const REPLACEMENT = 'cgr.dev/chainguard/node:latest-dev';

interface NodeBase {
  readonly image: string;
  readonly range: Range;
  readonly line: number;
}

function nodeBases(text: string): readonly NodeBase[] {
  return [...text.matchAll(NODE_BASE)].map((match) => {
    const [, before = '', image = ''] = match;
    const start = match.index + before.length;
    return { image, range: { start, end: start + image.length }, line: text.slice(0, start).split('\n').length - 1 };
  });
}

function finding({ image, range, line }: NodeBase): Finding {
  return {
    rule: 'base-image',
    severity: 'information',
    message: `${image} is Docker's Node image; Chainguard's is ${REPLACEMENT}.`,
    range,
    line,
    fixable: true,
    unnecessary: false,
    related: [],
    fixes: () => [{ title: `Use ${REPLACEMENT}`, edits: [{ range, newText: REPLACEMENT }], preferred: true }],
  };
}

function migrate(text: string): Migration {
  const bases = nodeBases(text);
  if (bases.length === 0)
    return { status: 'unchanged', strategy: undefined, text, edits: [], report: [], reason: 'No stage is based on node.' };
  const edits = bases.map(({ range }) => ({ range, newText: REPLACEMENT }));
  const migrated = edits.reduceRight(
    (current, { range, newText }) => current.slice(0, range.start) + newText + current.slice(range.end),
    text,
  );
  const report = bases.map(({ range, line }) => ({
    rule: 'base-image' as const,
    line,
    range,
    action: 'rewritten' as const,
    message: `The base is ${REPLACEMENT}.`,
  }));
  return { status: 'migrated', strategy: 'dev-runtime', text: migrated, edits, report, reason: undefined };
}

export const toyEngine: Engine = {
  check: (text) => nodeBases(text).map(finding),
  migrate,
  fixAll: () => [],
};
