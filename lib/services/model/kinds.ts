/** The groups a person looks through, in this order. */
export const GROUPS = [
  "Errors and response times",
  "Load and storage",
  "Incidents and escalation",
  "Sign-in and security",
  "Backups and recovery",
  "Routine work",
  "Changes and launches",
  "The portal itself",
] as const;
export type SettingGroup = (typeof GROUPS)[number];

interface Common<V> {
  label: string;
  /** One sentence: what it decides. */
  explain: string;
  group: SettingGroup;
  /** The row of the guides' disagreement. */
  conflict: string;
  default: V;
  presets?: Partial<Record<string, V>>;
  /** Where it judges; absent: it is kept for a part of the portal that is not there yet, and the page says so. */
  judges?: string;
  /** Decided for every installation, with the reason; shown, not editable. */
  fixed?: string;
}

export interface Option {
  value: string;
  label: string;
}

export interface Figure {
  key: string;
  label: string;
  unit: string;
  min: number;
  max: number;
  whole?: boolean;
  /** It may be left empty: the guide gives none. */
  optional?: boolean;
}

export type FigureValues = Record<string, number | null>;

export interface NumberSetting extends Common<number> {
  type: "number";
  unit: string;
  min: number;
  max: number;
  whole?: boolean;
}
export interface FlagSetting extends Common<boolean> {
  type: "flag";
}
export interface ChoiceSetting extends Common<string> {
  type: "choice";
  options: readonly Option[];
}
export interface ChoicesSetting extends Common<readonly string[]> {
  type: "choices";
  options: readonly Option[];
}
export interface FiguresSetting extends Common<FigureValues> {
  type: "figures";
  figures: readonly Figure[];
  /** What is wrong with the figures taken together. */
  check?: (values: FigureValues) => string | null;
}

export type AnySetting = NumberSetting | FlagSetting | ChoiceSetting | ChoicesSetting | FiguresSetting;
export type SettingValue = AnySetting["default"];
export type ValueOf<S> = S extends { default: infer V } ? V : never;

type Of<S extends AnySetting> = Omit<S, "type">;
export const number = (of: Of<NumberSetting>): NumberSetting => ({ type: "number", ...of });
export const flag = (of: Of<FlagSetting>): FlagSetting => ({ type: "flag", ...of });
export const choice = (of: Of<ChoiceSetting>): ChoiceSetting => ({ type: "choice", ...of });
export const choices = (of: Of<ChoicesSetting>): ChoicesSetting => ({ type: "choices", ...of });
export const figures = (of: Of<FiguresSetting>): FiguresSetting => ({ type: "figures", ...of });

/** Options from values and their words: `["high", "High"]`. */
export const offer = (...pairs: Array<readonly [string, string]>): Option[] =>
  pairs.map(([value, label]) => ({ value, label }));

export const TIERS = offer(
  ["critical", "Critical"],
  ["high", "High"],
  ["medium", "Medium"],
  ["info", "Info"],
);
export const CADENCES = offer(
  ["weekly", "Weekly"],
  ["weekly_look", "A weekly look, done when needed"],
  ["monthly", "Monthly"],
  ["quarterly", "Quarterly"],
  ["yearly", "Yearly"],
);
