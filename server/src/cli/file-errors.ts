/** Errors of the file system in a person's words. */

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a folder',
  ELOOP: 'is a symbolic link that leads to itself',
  EROFS: 'lies on a read-only file system',
  ENOSPC: 'no space left on the device',
  ENAMETOOLONG: 'has too long a name',
};

/** Without the path: the caller names the file. */
export function describeError(error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined) return WORDS[code] ?? code;
  return error instanceof Error ? error.message : String(error);
}
