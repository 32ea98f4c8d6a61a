/** Whether every word of a filter is somewhere in the text, in any order and case. */
export function matches(filter: string, text: string): boolean {
  const searched = text.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}
