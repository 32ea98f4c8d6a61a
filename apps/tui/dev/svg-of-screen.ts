import type { VirtualTerminal } from "../testing/virtual-terminal.js";

type Cell = ReturnType<VirtualTerminal["cells"]>[number];

const cellWidth = 8.4;
const lineHeight = 18;
const fontSize = 14;
const padding = 16;
const barHeight = 30;

const background = "#11151c";
const foreground = "#d7dde6";

/** The first sixteen colours of the palette; terminals differ, these go well with the background. */
const basic = [
  "#1c222b",
  "#f2777a",
  "#8fd694",
  "#f2c866",
  "#6cb2f2",
  "#c99bf0",
  "#5fd3bc",
  "#d7dde6",
  "#5c6773",
  "#ff8f92",
  "#a8ebac",
  "#ffdc86",
  "#8cc8ff",
  "#dbb4ff",
  "#80ecd6",
  "#ffffff",
];

interface Style {
  readonly fill: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
  readonly ground: string;
}

/** A picture of what a terminal shows, as a window. Every run of text stands at its own column, whatever the font. */
export function svgOfScreen(terminal: VirtualTerminal, title: string): string {
  const rows = terminal.lines().map((_, row) => runsOf(terminal.cells(row)));
  const columns = terminal.cells(0).length;
  const width = Math.ceil(columns * cellWidth + 2 * padding);
  const height = Math.ceil(rows.length * lineHeight + 2 * padding + barHeight);
  const dots = ["#ff5f57", "#febc2e", "#28c840"].map(
    (fill, index) => `<circle cx="${20 + index * 20}" cy="${barHeight / 2 + 3}" r="6" fill="${fill}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">
<rect width="${width}" height="${height}" rx="10" fill="${background}"/>
${dots.join("")}
<text x="${width / 2}" y="${barHeight / 2 + 8}" text-anchor="middle" font-family="system-ui, sans-serif" font-size="13" fill="#7d8896">${escape(title)}</text>
<g font-family="ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, 'DejaVu Sans Mono', monospace" font-size="${fontSize}" xml:space="preserve">
${rows.flatMap((runs, row) => runs.map((run) => svgOfRun(run, row))).join("\n")}
</g>
</svg>
`;
}

interface Run {
  readonly column: number;
  readonly columns: number;
  readonly text: string;
  readonly style: Style;
}

/** Neighbouring cells of the same style. */
function runsOf(cells: readonly Cell[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [column, cell] of cells.entries()) {
    const text = cell.getChars() || " ";
    if (cell.getWidth() === 0) continue;
    const style = styleOf(cell);
    const last = runs.at(-1);
    const joins = last && last.column + last.columns === column && JSON.stringify(last.style) === JSON.stringify(style);
    if (joins) runs[runs.length - 1] = { ...last, columns: last.columns + cell.getWidth(), text: last.text + text };
    else runs.push({ column, columns: cell.getWidth(), text, style });
  }
  return runs;
}

function svgOfRun({ column, columns, text, style }: Run, row: number): string {
  const x = padding + column * cellWidth;
  const top = padding + barHeight + row * lineHeight;
  const width = columns * cellWidth;
  const ground =
    style.ground === background
      ? ""
      : `<rect x="${x.toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="${lineHeight}" fill="${style.ground}"/>`;
  if (text.trim() === "") return ground;
  if (drawn.test(text))
    return (
      ground +
      Array.from(text)
        .map((character, index) => svgOfBlock(character, x + index * cellWidth, top, style.fill))
        .join("")
    );
  const looks = [
    style.bold ? ' font-weight="700"' : "",
    style.dim ? ' opacity="0.65"' : "",
    style.underline ? ' text-decoration="underline"' : "",
  ].join("");
  return `${ground}<text x="${x.toFixed(1)}" y="${top + 13.5}" textLength="${width.toFixed(1)}" lengthAdjust="spacingAndGlyphs" fill="${style.fill}"${looks}>${escape(text)}</text>`;
}

/** Blocks and lines, which fonts leave gaps between: they are drawn. */
const drawn = /^[▁-▏█─━│▎ ]+$/u;

function svgOfBlock(character: string, x: number, top: number, fill: string): string {
  const rect = (left: number, above: number, width: number, height: number) =>
    `<rect x="${left.toFixed(1)}" y="${above.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${fill}"/>`;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x2581 && code <= 0x2588)
    return rect(x, top + lineHeight * (1 - (code - 0x2580) / 8), cellWidth, (lineHeight * (code - 0x2580)) / 8);
  if (code >= 0x2589 && code <= 0x258f) return rect(x, top, (cellWidth * (0x2590 - code)) / 8, lineHeight);
  const thickness = character === "━" ? 2 : 1;
  if (character === "│") return rect(x + cellWidth / 2, top, thickness, lineHeight);
  return character === " " ? "" : rect(x, top + lineHeight / 2 - thickness / 2, cellWidth, thickness);
}

function styleOf(cell: Cell): Style {
  const colour = cell.isFgDefault() ? foreground : colourOf(cell.getFgColor(), cell.isFgRGB());
  const ground = cell.isBgDefault() ? background : colourOf(cell.getBgColor(), cell.isBgRGB());
  const inverse = cell.isInverse() !== 0;
  return {
    fill: inverse ? ground : colour,
    ground: inverse ? colour : ground,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    underline: cell.isUnderline() !== 0,
  };
}

/** A colour of the palette of 256: sixteen basic ones, a cube of six steps, twenty-four greys. */
function colourOf(code: number, isRgb: boolean): string {
  if (isRgb) return `#${code.toString(16).padStart(6, "0")}`;
  const named = basic[code];
  if (named !== undefined) return named;
  if (code >= 232) return hex([8, 8, 8].map((base) => base + (code - 232) * 10));
  const cube = code - 16;
  return hex(
    [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => (step === 0 ? 0 : 55 + step * 40)),
  );
}

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
