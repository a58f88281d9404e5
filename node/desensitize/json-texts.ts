/** Every text in a parsed JSON value: member names and strings, not numbers (numbers of a robot look like coordinates). */
export function* textsOf(value: unknown): Generator<string> {
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const at = stack.pop();
    if (typeof at === 'string') yield at;
    else if (Array.isArray(at)) for (const item of at) stack.push(item);
    else if (at !== null && typeof at === 'object') {
      for (const [name, member] of Object.entries(at)) {
        yield name;
        stack.push(member);
      }
    }
  }
}
