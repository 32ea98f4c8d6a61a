import type { Tone } from "./tone.js";

export const themeNames = ["default", "high-contrast", "mono"] as const;
export type ThemeName = (typeof themeNames)[number];

/** How tones look: parameters of the terminal's "select graphic rendition" sequence, such as `1;38;5;79`. */
export interface Theme {
  readonly name: ThemeName;
  readonly tones: Readonly<Record<Tone, string>>;
  /** Under every tone of a selected line. */
  readonly selected: string;
}

/** A look for terminals of 256 colours, and one for those of 16. */
type Look = readonly [many: string, few: string];

const same = (look: string): Look => [look, look];

const looks: Record<ThemeName, { readonly tones: Record<Tone, Look>; readonly selected: Look }> = {
  default: {
    tones: {
      plain: same(""),
      strong: same("1"),
      dim: ["38;5;246", "2"],
      faint: ["38;5;240", "2"],
      accent: ["38;5;79", "36"],
      key: ["1;38;5;79", "1;36"],
      good: ["38;5;114", "32"],
      info: ["38;5;75", "34"],
      warn: ["38;5;221", "33"],
      bad: ["1;38;5;210", "1;31"],
    },
    // Both colours are set, so that it reads on a light terminal too.
    selected: ["48;5;237;38;5;255", "7"],
  },
  "high-contrast": {
    tones: {
      plain: same("97"),
      strong: same("1;97"),
      dim: same("97"),
      faint: same("37"),
      accent: same("1;96"),
      key: same("1;93"),
      good: same("1;92"),
      info: same("1;96"),
      warn: same("1;93"),
      bad: same("1;4;91"),
    },
    selected: same("7"),
  },
  mono: {
    tones: {
      plain: same(""),
      strong: same("1"),
      dim: same(""),
      faint: same("2"),
      accent: same("1"),
      key: same("1"),
      good: same(""),
      info: same(""),
      warn: same("1"),
      bad: same("1;4"),
    },
    selected: same("7"),
  },
};

/** @param colourBits as `WriteStream.getColorDepth` says: 1, 4, 8 or 24. */
export function createTheme(name: ThemeName, colourBits: number): Theme {
  const pick = ([many, few]: Look) => (colourBits >= 8 ? many : few);
  const { tones, selected } = looks[name];
  const picked = Object.entries(tones).map(([tone, look]) => [tone, pick(look)]);
  return { name, tones: Object.fromEntries(picked) as Theme["tones"], selected: pick(selected) };
}

/** The theme to start with: without colours where there are none, or where NO_COLOR asks for none. */
export function defaultThemeName(colourBits: number): ThemeName {
  return colourBits === 1 ? "mono" : "default";
}

export function isThemeName(name: string): name is ThemeName {
  return (themeNames as readonly string[]).includes(name);
}
