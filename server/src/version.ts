/** The product's version, put in by `scripts/build.mjs`. */
declare const PRODUCT_VERSION: string | undefined;

/** `development` when the sources run without having been bundled. */
export const version: string = typeof PRODUCT_VERSION === 'string' ? PRODUCT_VERSION : 'development';
