/** The bytes of a turn's messages as they are stored. */
export const turnBytes = 2_048;

const line = '  if (line.startsWith("+")) return { kind: "added", text: line.slice(1) }; // was: "unknown"\n';
const filling = fill();

/**
 * The messages of a turn, `turnBytes` of JSON whatever the turn: a reply that calls a tool, and what the tool said,
 * with the quotes and line ends of source code.
 *
 * @param {number} turn
 */
export function turnMessages(turn) {
  return messagesWith(`call_${String(turn).padStart(6, "0")}`, filling);
}

/** @param {string} id of the call @param {string} content */
function messagesWith(id, content) {
  const read = { id, type: "function", function: { name: "read_file", arguments: '{"path":"src/diff.ts"}' } };
  return [
    { role: "assistant", content: "I look at the file before I change it.", tool_calls: [read] },
    { role: "tool", tool_call_id: id, content },
  ];
}

function fill() {
  const left = (text) => turnBytes - Buffer.byteLength(JSON.stringify(messagesWith("call_000000", text)).slice(1, -1));
  let lines = "";
  while (left(lines + line) >= 0) lines += line;
  return lines + ".".repeat(left(lines));
}
