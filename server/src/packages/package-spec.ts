/** One argument of an install command, taken apart: `curl=7.88*`, `libc6:amd64`, `nodejs~=20`, `bash@edge`, `so:libvips.so.42`. */

export type Ecosystem = 'debian' | 'alpine' | 'fedora';

export type PackageSpec =
  | {
      readonly kind: 'package';
      readonly text: string;
      readonly name: string;
      /** Operator and version, as written: `=7.88*`, `~=1.2`, `>3`. */
      readonly pin: string | undefined;
      readonly architecture: string | undefined;
      /** Alpine's tagged repository, `edge`; Debian's target release, `bookworm-backports`. */
      readonly origin: string | undefined;
      /** Debian's `name-` and Alpine's `!name` ask for the absence of the package. */
      readonly unwanted: boolean;
    }
  /** What a package provides: `so:…`, `cmd:…`, `pc:…`; apk understands it in Wolfi too. */
  | { readonly kind: 'provides'; readonly text: string }
  /** A package file, or the address of one. */
  | { readonly kind: 'file'; readonly text: string }
  /** Fedora's `@development-tools`, tasksel's `name^`. */
  | { readonly kind: 'group'; readonly text: string; readonly name: string }
  /** Holds a variable or a glob, so that the name is open. */
  | { readonly kind: 'unresolved'; readonly text: string };

const OPEN = /[$`*?[\]{}<%()]/;
const ARCHITECTURES = 'amd64|arm64|armhf|armel|i386|ppc64el|s390x|riscv64|all|any|native|x86_64|aarch64|noarch|i686';

/** Reads one word behind `install` or `add`. Does not know whether the package exists. */
export function parsePackageSpec(ecosystem: Ecosystem, text: string): PackageSpec {
  if (/^[a-z][a-z+]*:\/\//i.test(text) || /^\.{0,2}\//.test(text) || /\.(deb|rpm|apk)$/.test(text)) return { kind: 'file', text };
  if (ecosystem === 'alpine') return alpine(text);
  return ecosystem === 'debian' ? debian(text) : fedora(text);
}

function alpine(text: string): PackageSpec {
  if (/^(so|cmd|pc|py3\.\d+):/.test(text)) return { kind: 'provides', text };
  const match = /^(!?)([^=<>~@!]+)((?:[=<>~]+)[^@]*)?(?:@(.+))?$/.exec(text);
  return named(text, match?.[2], match?.[3], undefined, match?.[4], match?.[1] === '!');
}

function debian(text: string): PackageSpec {
  if (text.endsWith('^')) return { kind: 'group', text, name: text.slice(0, -1) };
  const match = new RegExp(`^([^=:/]+?)(?::(${ARCHITECTURES}))?(=[^/]*)?(?:/(.+))?$`).exec(text);
  let name = match?.[1];
  let unwanted = false;
  // `g++` and `libstdc++` end in plus signs of their own; a sign is apt's suffix only where such a name cannot exist.
  if (name !== undefined && /[^+]\+$/.test(name)) name = name.slice(0, -1);
  else if (name?.endsWith('-') === true) {
    name = name.slice(0, -1);
    unwanted = true;
  }
  return named(text, name, match?.[3], match?.[2], match?.[4], unwanted);
}

function fedora(text: string): PackageSpec {
  if (text.startsWith('@')) return { kind: 'group', text, name: text.slice(1) };
  // name[-version[-release]][.arch]: a version follows a dash and starts with a digit and holds a dot.
  const match = new RegExp(`^(.+?)(-\\d+[^-]*\\.[^-]*(?:-[^-]+?)?|-\\d+\\.\\*|-\\d+[.\\w]*-[^-]+?)?(?:\\.(${ARCHITECTURES}))?$`).exec(text);
  return named(text, match?.[1], match?.[2], match?.[3], undefined, false);
}

function named(
  text: string,
  name: string | undefined,
  pin: string | undefined,
  architecture: string | undefined,
  origin: string | undefined,
  unwanted: boolean,
): PackageSpec {
  if (name === undefined || name === '' || OPEN.test(name)) return { kind: 'unresolved', text };
  return { kind: 'package', text, name, pin, architecture, origin, unwanted };
}
