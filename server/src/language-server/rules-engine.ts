/** The real engine behind the language server: analysis, rules and migration. */
import { analyse } from '../analysis/analyse.ts';
import type { Analysis } from '../analysis/model.ts';
import { parseDockerfile } from '../dockerfile/index.ts';
import { checkWithRemarks, choicesFor, fixAll, migrate, quickFixes } from '../migration/index.ts';
import type { ProjectFiles } from '../project/files.ts';
import type { Engine, EngineSettings } from './engine.ts';

export const rulesEngine: Engine = {
  analyse: analysisOf,
  check(text, path, settings, files) {
    const analysis = analysisOf(text, path, settings, files);
    return checkWithRemarks(analysis).map(({ finding, remark }) => ({
      ...finding,
      fixes: () => quickFixes(analysis, finding.rule, remark),
    }));
  },
  migrate(text, path, settings, files, strategy) {
    return migrate(analysisOf(text, path, { ...settings, strategy }, files));
  },
  choices(text, path, settings, files) {
    const analysis = analysisOf(text, path, settings, files);
    const migration = migrate(analysis);
    return { migration, choices: choicesFor(analysis, migration) };
  },
  fixAll(text, path, settings, files) {
    return fixAll(analysisOf(text, path, settings, files));
  },
};

function analysisOf(text: string, path: string, settings: EngineSettings, files: ProjectFiles): Analysis {
  return analyse(path, parseDockerfile(text), files, settings, settings.wolfi);
}
