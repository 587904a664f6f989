// What answers have told: ids, by the collection they came from and by the name of their property.

const MOST_OF_A_KIND = 40;

/** Remembers the newest ids of each kind, so that later requests are about things that exist. */
export class Memory {
  constructor() {
    this.kinds = new Map();
  }

  /** Learns from the body of an answer to this path. */
  learn(path, value) {
    const collection = path
      .split('/')
      .filter(part => !part.startsWith('{'))
      .at(-1);
    this.#walk(collection, value);
  }

  /** Ids for `{id}` behind this segment, or for a field such as `packageId`. */
  recall(kind) {
    return [...(this.kinds.get(kind) ?? [])];
  }

  #walk(kind, value) {
    if (Array.isArray(value)) for (const item of value) this.#walk(kind, item);
    else if (typeof value === 'object' && value !== null)
      for (const [name, item] of Object.entries(value)) {
        if (isId(item) && name === 'id') this.#keep(kind, item);
        else if (isId(item) && name.endsWith('Id')) for (const known of [name, pluralOf(name)]) this.#keep(known, item);
        else if (typeof item === 'object') this.#walk(name === 'data' ? kind : pluralOf(name), item);
      }
  }

  #keep(kind, id) {
    const ids = this.kinds.get(kind) ?? new Set();
    ids.add(id);
    if (ids.size > MOST_OF_A_KIND) ids.delete(ids.values().next().value);
    this.kinds.set(kind, ids);
  }
}

const isId = value => typeof value === 'number' || (typeof value === 'string' && value.length > 0 && value.length < 60);

/** `packageId` and `package` are both about `packages`. */
export function pluralOf(name) {
  const word = name.replace(/Id$/, '');
  return word.endsWith('s') ? word : `${word}s`;
}
