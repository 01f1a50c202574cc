/** Build and compare: with the person's own docker or podman, the original and the migrated Dockerfile side by side. For Node alone. */
export { megabytes, seconds } from './compare.ts';
export { exposedPorts } from './ports.ts';
export * from './request.ts';
export type * from './result.ts';
export { verify } from './verify.ts';
