/** Seeded single changes of byte strings, for tests that every change is noticed. */

/** A small seeded generator (mulberry32): numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Changes one thing in `bytes`: flips, drops, doubles, inserts, truncates, extends or swaps. Always differs from the input. */
export function mutateBytes(bytes: Uint8Array, random: () => number): Uint8Array {
  for (;;) {
    const changed = changeOnce(bytes, random);
    if (!Buffer.from(changed).equals(bytes)) return changed;
  }
}

function changeOnce(bytes: Uint8Array, random: () => number): Uint8Array {
  const below = (limit: number): number => Math.floor(random() * limit);
  const out = [...bytes];
  const at = below(Math.max(1, out.length));
  switch (below(7)) {
    case 0:
      if (out.length > 0) out[at] = (out[at] as number) ^ (1 << below(8));
      break;
    case 1:
      out.splice(at, 1);
      break;
    case 2:
      out.splice(at, 0, out[at] ?? 0);
      break;
    case 3:
      out.splice(at, 0, below(256));
      break;
    case 4:
      out.length = at;
      break;
    case 5:
      for (let i = 1 + below(40); i > 0; i--) out.push(below(256));
      break;
    default: {
      const other = below(Math.max(1, out.length));
      const held = out[at] ?? 0;
      out[at] = out[other] ?? 0;
      out[other] = held;
    }
  }
  return Uint8Array.from(out);
}
