/** Whether a package serves building or running (`data/package-roles.json` and the shapes of names). Takes Wolfi's, Debian's, Alpine's and Fedora's names. */
import data from '../../data/package-roles.json' with { type: 'json' };

export interface PackageRole {
  /** `either`: depends on who calls it; `meta`: takes no part in building or running (distribution plumbing, editors, manuals). */
  readonly role: 'build' | 'runtime' | 'either' | 'meta';
  /** Half a sentence, for a report. */
  readonly reason: string;
}

interface Group {
  readonly role: string;
  readonly reason: string;
  readonly names: readonly string[];
}

const GROUPS: readonly Group[] = data.groups;
let byName: ReadonlyMap<string, PackageRole> | undefined;

/** The role of a package. A name that nobody knows is `either`. */
export function packageRole(name: string): PackageRole {
  byName ??= new Map(
    GROUPS.flatMap((group) => group.names.map((one) => [one, { role: readRole(group.role), reason: group.reason }] as const)),
  );
  return byName.get(name) ?? byShape(name);
}

function byShape(name: string): PackageRole {
  if (/-(dev|devel|headers)$/.test(name)) return { role: 'build', reason: 'headers for compiling' };
  if (/^(doc-|man-)|-(doc|docs|dbg|dbgsym|debuginfo)$/.test(name)) return { role: 'meta', reason: 'documentation or debug symbols' };
  if (/^(gcc|g\+\+|clang|llvm|cpp|gfortran|clangd|clang-tidy|clang-format|lld|lldb)-?[\d.]+$/.test(name))
    return { role: 'build', reason: 'a compiler' };
  if (/^(python|python3)[\d.-]*(-dev|-minimal)?$/.test(name))
    return { role: 'either', reason: 'node-gyp needs it to build; apps may call it' };
  if (/^(fonts?-|ttf-|otf-|xfonts-)|-fonts$/.test(name)) return { role: 'runtime', reason: 'a font' };
  if (/^lib(?!tool|reoffice)/.test(name) || /-libs?$/.test(name)) return { role: 'runtime', reason: 'a shared library' };
  if (/^(py3|python3)-/.test(name)) return { role: 'either', reason: 'a Python module' };
  return { role: 'either', reason: 'not known whether building or running needs it' };
}

function readRole(text: string): PackageRole['role'] {
  return text === 'build' || text === 'runtime' || text === 'meta' ? text : 'either';
}
