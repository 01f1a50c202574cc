/** A Dockerfile with its surroundings, migrated. */
import { examine, type Migration } from '../../../server/src/migration/index.ts';
import { memoryFiles } from '../../../server/src/project/memory-files.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/src/settings.ts';

export interface Request {
  /** Surroundings by path, the Dockerfile itself left out. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: Partial<Settings>;
  readonly path?: string;
}

export function migrated(text: string, { files = {}, settings = {}, path = 'Dockerfile' }: Request = {}): Migration {
  const { migration } = examine({
    path,
    text,
    files: memoryFiles({ ...files, [path]: text }),
    settings: { ...DEFAULT_SETTINGS, ...settings },
  });
  return migration;
}

/** The commands of one kind of step. */
export function commandsOf({ nextSteps }: Migration, kind: Migration['nextSteps'][number]['kind']): readonly string[] {
  return nextSteps.filter((step) => step.kind === kind).flatMap(({ commands }) => commands.map(({ text }) => text));
}
