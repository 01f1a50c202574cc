/** Image references, the official node tag grammar, Chainguard's catalogue and what images promise. Pure and offline. */
export { parseImageReference, type ImageReference, type ReferencePart } from './reference.ts';
export { parseNodeTag, type NodeTag, type NodeTagVariant, type NodeTagVersion } from './node-tag.ts';
export {
  FACTS_DATE,
  codenameMajor,
  latestMajor,
  ltsMajor,
  majorInWolfi,
  nodeMajor,
  releaseStatus,
  type ReleaseStatus,
} from './node-releases.ts';
export {
  DEFAULT_TARGET,
  FREE_ORGANIZATION,
  chainguardReference,
  parseChainguardTag,
  readChainguardName,
  type ChainguardName,
  type ChainguardRequest,
  type ChainguardTag,
  type TargetSettings,
} from './chainguard-tag.ts';
export {
  classifyImage,
  type ChainguardNode,
  type ChainguardOther,
  type DistrolessNode,
  type ImageKind,
  type NginxImage,
  type OfficialNode,
  type OtherImage,
  type ScratchImage,
  type UnresolvedImage,
} from './classify.ts';
export { contractOf, type ContractOptions, type ImageContract, type ImageUser } from './contract.ts';
export { CHAINGUARD_IMAGES_DATE, NONROOT_ID } from './chainguard-contract.ts';
export { CHAINGUARD_GUIDES, FREE_IMAGES, chainguardImagePage, type FreeImage } from './chainguard-pages.ts';
export { commandsOfPackage, isKnownCommand } from './commands.ts';
