/** What a stage starts in the end. */
export type { StartImage, StartRequest } from './request.ts';
export { resolveStart } from './resolve-start.ts';
