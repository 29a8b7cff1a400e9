import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The sea and the coral of the letters and the reader's pages (emails/_parts/colors.ts), as scales. */
const sea: MantineColorsTuple = [
  '#eef6f7',
  '#d9eaed',
  '#b2d6dc',
  '#8ccbd4',
  '#5fabb8',
  '#428f9d',
  '#2e7684',
  '#26687a',
  '#1f5866',
  '#173f4a',
];
const coral: MantineColorsTuple = [
  '#fdf0ec',
  '#fadfd7',
  '#f6bfb0',
  '#f2937d',
  '#ea7a61',
  '#d95f45',
  '#c94f36',
  '#b8432b',
  '#993623',
  '#7a2a1b',
];

/** What Mantine calls dark: from ink to desk, as the reader's pages are by night. */
const dark: MantineColorsTuple = [
  '#ece5d8',
  '#d3d0c6',
  '#a5b3b5',
  '#7f9195',
  '#41565d',
  '#33454b',
  '#1f2e33',
  '#172327',
  '#0f181b',
  '#0a1113',
];

/** Contrast is AA in both schemes: white on shade 8 by day, and on shade 7 by night. */
export const theme = createTheme({
  primaryColor: 'sea',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  colors: { sea, coral, dark },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'always',
  fontFamily: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  headings: { fontFamily: "Georgia, 'Iowan Old Style', Palatino, 'Times New Roman', serif", fontWeight: '600' },
  components: {
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    // Mantine's <header> of a dialog would be a second banner of the page.
    Modal: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        centered: true,
        attributes: { header: { role: 'presentation' } },
      },
    },
    Drawer: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        attributes: { header: { role: 'presentation' } },
      },
    },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fffcf7',
    '--mantine-color-text': '#1e2d33',
    '--mantine-color-dimmed': '#566469',
    '--mantine-color-default-border': '#d9cbb6',
    '--mantine-color-error': '#a8321c',
    '--mantine-color-placeholder': '#667479',
    '--house-desk': '#f5ecdf',
    '--house-panel': '#fbf3e6',
  },
  dark: {
    '--mantine-color-body': '#172327',
    '--mantine-color-text': '#ece5d8',
    '--mantine-color-dimmed': '#a5b3b5',
    '--mantine-color-default': '#1f2e33',
    '--mantine-color-default-hover': '#28393f',
    '--mantine-color-default-border': '#41565d',
    '--mantine-color-error': '#f4a08d',
    '--mantine-color-placeholder': '#93a2a5',
    '--house-desk': '#0f181b',
    '--house-panel': '#1f2e33',
  },
});
