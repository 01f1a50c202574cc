/** Programs that run beside the application: cron, supervisor, init systems, pm2's daemon. */
import { parseOptions } from '../../shell/index.ts';
import type { EffectOfCommand, WrittenPath } from '../effects.ts';
import type { Call, Classifier, Family } from './call.ts';
import { nothing, outcome, tree } from './outcome.ts';

const system = service([]);

export const serviceFamily: Family = {
  cron: system,
  crond: system,
  crontab: service([tree('/var/spool/cron'), tree('/etc/crontabs')]),
  supervisord: system,
  supervisorctl: system,
  systemctl: service([tree('/etc/systemd/system')]),
  service: system,
  'rc-service': system,
  'rc-update': service([tree('/etc/runlevels')]),
  'update-rc.d': system,
  'start-stop-daemon': system,
  syslogd: system,
  rsyslogd: system,
  sshd: system,
  dockerd: system,
  pm2,
  'pm2-runtime': pm2,
};

function service(writes: readonly WrittenPath[]): Classifier {
  return (call) => outcome({ kind: 'service' }, { writes, needsRoot: true, tools: [call.name] });
}

/** pm2's modules and saved lists lie below HOME (or PM2_HOME). */
function pm2(call: Call): EffectOfCommand {
  const [action] = parseOptions(call.args, { withValue: [] }).positionals;
  if (action === undefined || /^(?:ls|list|status|show|info|describe|-v|--version)$/.test(action.value)) return nothing(call.name);
  const home = call.around.variable('PM2_HOME') ?? (call.around.home === undefined ? undefined : `${call.around.home}/.pm2`);
  return outcome({ kind: 'service' }, { writes: home === undefined ? [] : [tree(home)], tools: [call.name] });
}
