/** Why an index cannot be had. */

/** Not a bug: the message is a whole sentence for a person, and names the address or file. */
export class IndexProblem extends Error {}
