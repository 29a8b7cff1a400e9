import { dark, fonts, light } from './colors.js';

/**
 * Inline styles are the phone's: they hold where a client drops style sheets. The sheets below only add room on wide
 * screens and turn the colours at night. Class names: c- colours text, b- fills, r- draws lines.
 */
export const size = { frame: 600 } as const;

export const body = { fontFamily: fonts.sans, fontSize: 17, lineHeight: '27px', color: light.ink } as const;
export const small = { fontFamily: fonts.sans, fontSize: 16, lineHeight: '24px', color: light.muted } as const;
export const title = { fontFamily: fonts.serif, fontWeight: 'bold', color: light.heading } as const;
export const label = { fontFamily: fonts.sans, fontSize: 16, lineHeight: '24px', fontWeight: 'bold' } as const;

/** First sheet: room on wide screens, and no word (a name, a long address) wider than a phone. Apart from the others, since Gmail drops a whole sheet for one thing it dislikes. */
export const wideSheet = `
body{-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}
.sheet,.edge{word-break:break-word}
@media (min-width:600px){
.sheet{padding:44px 48px 40px!important}
.edge{padding-left:48px!important;padding-right:48px!important}
.desk-pad{padding:28px 16px 40px!important}
.b-paper{border-radius:16px!important}
.h1{font-size:38px!important;line-height:44px!important}
.h2{font-size:25px!important;line-height:32px!important}
.card{padding:20px 28px 26px!important}
.plate{padding:24px 28px 0!important}
.strip{font-size:13px!important;height:28px!important;line-height:28px!important}
}`;

const dim = (colors: typeof dark, on: (rule: string) => string) =>
  [
    [`.b-desk`, `background-color:${colors.desk}`],
    [`.b-paper`, `background-color:${colors.paper}`],
    [`.b-panel`, `background-color:${colors.panel}`],
    [`.b-faint`, `background-color:${colors.faint}`],
    [`.b-action`, `background-color:${colors.action}`],
    [`.b-accent`, `background-color:${colors.accent}`],
    [`.c-ink`, `color:${colors.ink}`],
    [`.c-muted`, `color:${colors.muted}`],
    [`.c-heading`, `color:${colors.heading}`],
    [`.c-link`, `color:${colors.link}`],
    [`.c-accent`, `color:${colors.accent}`],
    [`.c-onAction`, `color:${colors.onAction}`],
    [`.c-onAccent`, `color:${colors.onAccent}`],
    [`.c-onFaint`, `color:${colors.onFaint}`],
    [`.r-rule`, `border-color:${colors.rule}`],
    [`.r-accent`, `border-color:${colors.accent}`],
    [`.r-action`, `border-color:${colors.action}`],
  ]
    .map(([name, rule]) => `${on(name ?? '')}{${rule}!important}`)
    .join('\n');

/** Second sheet: night, where the client asks the device (Apple Mail, Outlook for Mac and iOS, Thunderbird). */
export const nightSheet = `
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
${dim(dark, (name) => name)}
.picture{opacity:.92!important}
}`;

/** Third sheet: night in Outlook.com and the Outlook apps, which mark what they have recoloured. */
export const outlookNightSheet = `
${dim(dark, (name) => `[data-ogsc] ${name},[data-ogsb] ${name}`)}
`;
