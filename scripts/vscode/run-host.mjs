// Runs the suite in one host, in a process of its own so that a driver can end it with everything below it.
// Argument: { executable, env, developmentPath, testsPath, workspace, userData, extensions } as JSON.
import { runTests } from '@vscode/test-electron';

// The host is in this process's group and gets the signal, too: this process waits until the host has put everything away.
process.on('SIGTERM', () => console.error('Ending the host.'));

const { executable, env, developmentPath, testsPath, workspace, userData, extensions } = JSON.parse(process.argv[2] ?? '{}');
try {
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: developmentPath,
    extensionTestsPath: testsPath,
    extensionTestsEnv: env,
    launchArgs: [workspace, '--user-data-dir', userData, '--extensions-dir', extensions],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
