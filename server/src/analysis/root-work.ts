/** Work in start scripts that only root can do: owners, accounts, changes of the user, system services, packages. */
import type { CommandPlace, SimpleCommand } from '../shell/ast.ts';
import { commandName, unwrapCommand } from '../shell/index.ts';

const FOR_ROOT: ReadonlySet<string> = new Set(
  'chown chgrp useradd adduser usermod userdel deluser groupadd addgroup groupmod groupdel delgroup passwd chpasswd gosu su-exec su sudo runuser setpriv s6-setuidgid fixuid mount umount iptables sysctl modprobe setcap service systemctl rc-service cron crond crontab sshd dockerd apt apt-get apk yum dnf microdnf update-ca-certificates ldconfig locale-gen dpkg-reconfigure'.split(
    ' ',
  ),
);
const CHANGES_USER: ReadonlySet<string> = new Set([
  'sudo',
  'doas',
  'gosu',
  'su-exec',
  's6-setuidgid',
  'setpriv',
  'runuser',
  'su',
  'chroot',
]);

/** `wrappers` are those that `unwrapCommand` took off. */
export function isForRoot(command: SimpleCommand, wrappers: readonly string[]): boolean {
  if (wrappers.some((wrapper) => CHANGES_USER.has(wrapper))) return true;
  const bare = unwrapCommand(command).command;
  const name = commandName(bare);
  if (name !== undefined && FOR_ROOT.has(name)) return true;
  // Files of the system belong to root.
  return (
    bare.redirects.some((redirect) => redirect.operator.startsWith('>') && /^\/(?:etc|usr|root)\//.test(redirect.target?.value ?? '')) ||
    writesSystemFile(name, bare)
  );
}

function writesSystemFile(name: string | undefined, command: SimpleCommand): boolean {
  if (name === undefined || !/^(?:ln|cp|mv|sed|tee|mkdir|touch|rm|install)$/.test(name)) return false;
  if (name === 'sed' && !command.words.some((word) => /^-\w*i|^--in-place/.test(word.value))) return false;
  const last = command.words.at(-1)?.value ?? '';
  return /^\/(?:etc|usr|root)(?:\/|$)/.test(last) && !last.startsWith('/usr/src/');
}

/** Only done when the script sees that it is root, or allowed to fail (`|| true`): another user goes on without it. */
export function isGuarded(text: string, place: CommandPlace): boolean {
  const behind = text.slice(place.command.range.end, place.command.range.end + 80);
  if (/^[ \t]*(?:2?>&?\S+[ \t]*)*\|\|[ \t]*(?:true|:|echo|printf)\b/.test(behind)) return true;
  return place.conditional && /\bid[ \t]+-u\b|\$\{?E?UID\b|\bwhoami\b/.test(text.slice(0, place.command.range.start));
}
