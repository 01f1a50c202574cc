/** Build tools of other languages: what they write is known to nobody but their own files, and the reason should say so. */
import * as l10n from '@vscode/l10n';
import type { Classifier, Family } from './call.ts';
import { nothing, unknown } from './outcome.ts';

const installers: Classifier = (call) =>
  /^(?:list|show|freeze|check|config|debug)$/.test(call.args[0]?.value ?? '')
    ? nothing(call.name)
    : unknown(l10n.t('`{0}` installs into folders of Python that are not known', call.name), call.name);
const builders: Classifier = (call) => unknown(l10n.t('`{0}` does what files of the project tell it', call.name), call.name);

export const foreignFamily: Family = {
  pip: installers,
  pip2: installers,
  pip3: installers,
  pipx: installers,
  poetry: installers,
  uv: installers,
  make: builders,
  cmake: builders,
  ninja: builders,
  gradle: builders,
  mvn: builders,
  just: builders,
  task: builders,
  meteor: builders,
};
