/** How the signatures of Chainguard's images are verified: published identities, as commands for cosign. */
import * as l10n from '@vscode/l10n';
import data from '../../data/signatures.json' with { type: 'json' };
import { parseImageReference, readChainguardName, type TargetSettings } from '../images/index.ts';
import { printCommand, quoteWord } from '../shell/index.ts';
import type { StepCommand } from './result.ts';

/**
 * Commands that verify `images`, in order; references that are no Chainguard images or hold variables are left out. Those of an organization
 * are signed by two identities of that organization, which chainctl names.
 */
export function verificationOf(images: readonly string[], settings: TargetSettings): StepCommand[] {
  const commands: StepCommand[] = [];
  const organizations = new Set<string>();
  for (const image of new Set(images)) {
    const reference = parseImageReference(image);
    const name = readChainguardName(reference, settings);
    if (name === undefined || reference.variables.length > 0) continue;
    // The image of a mirror has its signature only where the mirror copies signatures, too.
    const mirrored = !image.startsWith(`${data.registry}/`);
    const note = mirrored ? l10n.t('{0} is a copy: this works if its signatures were copied, too.', image) : undefined;
    if (name.organization === undefined) {
      commands.push(withNote(verify(data.free.issuer, ['--certificate-identity', data.free.identity], image), note));
      continue;
    }
    const variables = data.organization.associations;
    if (!organizations.has(name.organization)) {
      organizations.add(name.organization);
      commands.push(...variables.map((association) => identityOf(association, name.organization ?? '')));
    }
    // An empty variable would let every identity of this issuer through: `:?` ends the command instead.
    const identities = variables.map((association) => `\${${association}:?}`).join('|');
    commands.push(
      withNote(
        `cosign verify --certificate-oidc-issuer ${data.organization.issuer} --certificate-identity-regexp "${data.organization.issuer}/(${identities})" ${quoteWord(image)}`,
        note,
      ),
    );
  }
  return commands;
}

function verify(issuer: string, identity: readonly string[], image: string): string {
  return printCommand(['cosign', 'verify', '--certificate-oidc-issuer', issuer, ...identity, image]);
}

function identityOf(association: string, organization: string): StepCommand {
  return {
    text: `${association}=$(chainctl iam account-associations describe ${quoteWord(organization)} -o json | jq -r '.[].chainguard.service_bindings.${association}')`,
    note: l10n.t('An identity that signs the images of {0}; needs chainctl, logged in, and jq.', organization),
  };
}

function withNote(text: string, note: string | undefined): StepCommand {
  return note === undefined ? { text } : { text, note };
}
