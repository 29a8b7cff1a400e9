/** The colours of one scheme. Every text colour reaches 4.5:1 (WCAG AA) on desk, paper and panel; a test holds that. */
export interface Colors {
  /** Behind the sheet: the page, the letter's surroundings. */
  desk: string;
  /** The sheet that is read. */
  paper: string;
  /** A quiet box on the sheet: the exercise card. Light: the very card colour of the pictures. */
  panel: string;
  /** Running text. */
  ink: string;
  /** Small print, captions. */
  muted: string;
  /** Titles. */
  heading: string;
  link: string;
  /** The one button, and days that are done. `onAction` is the text on it. */
  action: string;
  onAction: string;
  /** Warm second voice: today, labels, the rule beside a quote. Text in it is bold or large, and still AA. */
  accent: string;
  onAccent: string;
  /** Days to come and other quiet fills; `onFaint` is the text on it. */
  faint: string;
  onFaint: string;
  /** Hairlines. Never carries meaning alone. */
  rule: string;
}

export const light: Colors = {
  desk: '#f5ecdf',
  paper: '#fffcf7',
  panel: '#fbf3e6',
  ink: '#1e2d33',
  muted: '#566469',
  heading: '#173f4a',
  link: '#1f5f6e',
  action: '#1f5866',
  onAction: '#fffcf7',
  accent: '#b8432b',
  onAccent: '#fffcf7',
  faint: '#efe4d3',
  onFaint: '#5b6266',
  rule: '#e6d8c3',
};

export const dark: Colors = {
  desk: '#0f181b',
  paper: '#172327',
  panel: '#1f2e33',
  ink: '#ece5d8',
  muted: '#a5b3b5',
  heading: '#f7efe2',
  link: '#8ccbd4',
  action: '#8ccbd4',
  onAction: '#0f2126',
  accent: '#f2937d',
  onAccent: '#2a120b',
  faint: '#2a3b41',
  onFaint: '#b3bfc0',
  rule: '#33454b',
};

/** No web fonts: a letter opens with what the device has. */
export const fonts = {
  /** Titles, the line to take home. */
  serif: "Georgia, 'Iowan Old Style', 'Palatino Linotype', Palatino, 'Times New Roman', serif",
  /** Running text, labels, buttons. */
  sans: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  mono: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
} as const;
