/** Script files of the build context: entrypoint scripts and what else an image starts by path. */
import { type Shebang, shebangOf } from '../shell/index.ts';
import type { ProjectFiles } from './files.ts';

export type ScriptFile =
  | { readonly kind: 'read'; readonly path: string; readonly text: string; readonly shebang: Shebang | undefined }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string }
  | { readonly kind: 'absent'; readonly path: string };

/** Reads the script at `path` (relative to the workspace root). One that nobody has loaded yet is `unreadable`. */
export function readScriptFile(files: ProjectFiles, path: string): ScriptFile {
  const state = files.state(path);
  switch (state.state) {
    case 'present':
      return { kind: 'read', path, text: state.text, shebang: shebangOf(state.text.replace(/^\uFEFF/, '')) };
    case 'absent':
      return { kind: 'absent', path };
    case 'unreadable':
      return { kind: 'unreadable', path, reason: state.reason };
    case 'unknown':
      return { kind: 'unreadable', path, reason: 'not loaded yet' };
  }
}
