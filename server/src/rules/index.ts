/** The registry: every rule, in the order of the documentation. What is not here does not run. */
import { baseImage } from './base-image.ts';
import { cacheMount } from './cache-mount.ts';
import { composeOverride } from './compose-override.ts';
import { copiedBinary } from './copied-binary.ts';
import { copyOverSymlink } from './copy-over-symlink.ts';
import { devDependencies } from './dev-dependencies.ts';
import { dockerIgnore } from './docker-ignore.ts';
import { entrypointScript } from './entrypoint-script.ts';
import { fileOwner } from './file-owner.ts';
import { finalUser } from './final-user.ts';
import { globalTools } from './global-tools.ts';
import { healthcheck } from './healthcheck.ts';
import { init } from './init.ts';
import { installCommand } from './install-command.ts';
import { installScripts } from './install-scripts.ts';
import { legacySyntax } from './legacy-syntax.ts';
import { localeAndTimeZone } from './locale-and-time-zone.ts';
import { missingTool } from './missing-tool.ts';
import { multiStage } from './multi-stage.ts';
import { nativeModules } from './native-modules.ts';
import { nginxStage } from './nginx-stage.ts';
import { nodePaths } from './node-paths.ts';
import { nodePort } from './node-port.ts';
import { nodeSetup } from './node-setup.ts';
import { nodeVersion } from './node-version.ts';
import { npmFlags } from './npm-flags.ts';
import { packageManager } from './package-manager.ts';
import { privilegedPort } from './privileged-port.ts';
import { rootStep } from './root-step.ts';
import type { Rule } from './rule.ts';
import { serviceManager } from './service-manager.ts';
import { shellInRuntime } from './shell-in-runtime.ts';
import { startCommand } from './start-command.ts';
import { unknownPackage } from './unknown-package.ts';
import { userAccount } from './user-account.ts';
import { volumeOwner } from './volume-owner.ts';

export const RULES: readonly Rule[] = [
  baseImage,
  nodeVersion,
  multiStage,
  packageManager,
  unknownPackage,
  rootStep,
  finalUser,
  userAccount,
  fileOwner,
  startCommand,
  entrypointScript,
  init,
  healthcheck,
  shellInRuntime,
  missingTool,
  installCommand,
  npmFlags,
  installScripts,
  nativeModules,
  devDependencies,
  globalTools,
  cacheMount,
  nodePaths,
  copyOverSymlink,
  privilegedPort,
  volumeOwner,
  copiedBinary,
  nodePort,
  localeAndTimeZone,
  nodeSetup,
  nginxStage,
  serviceManager,
  dockerIgnore,
  legacySyntax,
  composeOverride,
];
