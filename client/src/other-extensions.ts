/** Other extensions that already serve Dockerfiles. */
import * as vscode from 'vscode';

/** Extensions with hover, completion and formatting of Dockerfiles: two answers to one question help nobody. */
const dockerExtensions: readonly string[] = ['ms-azuretools.vscode-docker', 'ms-azuretools.vscode-containers', 'docker.docker'];

export function hasOtherDockerExtension(): boolean {
  return dockerExtensions.some((id) => vscode.extensions.getExtension(id) !== undefined);
}
