/** What react-email brings along for code blocks, Markdown and Tailwind, which no letter of ours has: half a second for each spec file. */
export const Prism = undefined;
export const marked = undefined;
export const Renderer = class {};
export const inlineStyles = undefined;
export const sanitizeStyleSheet = undefined;
export const setupTailwind = undefined;
export const Tailwind = undefined;
export const pixelBasedPreset = undefined;
