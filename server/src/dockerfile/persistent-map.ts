/**
 * A map that is never changed: setting a key gives a new map that shares almost everything with the old one.
 * Keys are small whole numbers. Both operations take time that grows with the logarithm of the largest key.
 */

const bits = 3;
const width = 1 << bits;

type Node<Value> = readonly (Node<Value> | Leaf<Value> | undefined)[];

interface Leaf<Value> {
  readonly value: Value;
}

/** Maps whole numbers from 0 to values. */
export class PersistentMap<Value> {
  readonly #root: Node<Value>;
  /** How many times the key is to be shifted at the root. */
  readonly #shift: number;

  private constructor(root: Node<Value>, shift: number) {
    this.#root = root;
    this.#shift = shift;
  }

  static empty<Value>(): PersistentMap<Value> {
    return new PersistentMap<Value>([], 0);
  }

  get(key: number): Value | undefined {
    if (key >> this.#shift >= width) {
      return undefined;
    }
    let node: Node<Value> = this.#root;
    for (let shift = this.#shift; shift > 0; shift -= bits) {
      const child = node[(key >> shift) & (width - 1)];
      if (child === undefined || !isNode(child)) {
        return undefined;
      }
      node = child;
    }
    const leaf = node[key & (width - 1)];
    return leaf === undefined || isNode(leaf) ? undefined : leaf.value;
  }

  with(key: number, value: Value): PersistentMap<Value> {
    let root = this.#root;
    let shift = this.#shift;
    while (key >> shift >= width) {
      root = [root];
      shift += bits;
    }
    return new PersistentMap(replace(root, shift, key, { value }), shift);
  }
}

function isNode<Value>(entry: Node<Value> | Leaf<Value>): entry is Node<Value> {
  return Array.isArray(entry);
}

function replace<Value>(node: Node<Value>, shift: number, key: number, leaf: Leaf<Value>): Node<Value> {
  const slot = (key >> shift) & (width - 1);
  const copy = node.slice();
  while (copy.length < slot) {
    copy.push(undefined);
  }
  if (shift === 0) {
    copy[slot] = leaf;
    return copy;
  }
  const child = copy[slot];
  copy[slot] = replace(child !== undefined && isNode(child) ? child : [], shift - bits, key, leaf);
  return copy;
}
