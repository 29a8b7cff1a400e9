/** Letters that ask once more before something that matters (rule 31), and the one that brings a lost manage link. */
export type NoticeKind = 'download' | 'forget' | 'change-address' | 'new-address' | 'manage-link';

export interface NoticeWords {
  subject: string;
  preheader: string;
  title: string;
  lines: string[];
  button: string;
  /** The link is used up by the first press; else it works until its hour is over. */
  once: boolean;
  /** What to do if it was somebody else. */
  otherwise: string;
  why: string;
}

const asked = 'You get this letter because somebody asked for it on your own page.';
const nothing = 'If this wasn’t you, do nothing. Everything stays as it is.';

export const noticeWords: Readonly<Record<NoticeKind, NoticeWords>> = {
  download: {
    subject: 'Your data, ready to take along',
    preheader: 'One file with everything we keep about you. The link works for an hour.',
    title: 'Your data, to take along',
    lines: [
      'You asked for everything we keep about you. It is one file (JSON): your details, your courses, your letters.',
    ],
    button: 'Download my data',
    once: true,
    otherwise: nothing,
    why: asked,
  },
  forget: {
    subject: 'Shall we forget you?',
    preheader: 'One more click before everything we know about you is erased for good.',
    title: 'Shall we forget you?',
    lines: [
      'You asked us to erase everything we know about you. Your courses end, your marks and letters go, and nobody can bring them back.',
      'We keep one fingerprint of your address, which cannot be read back, so that nobody writes to it by mistake.',
    ],
    button: 'Look at it once more',
    once: true,
    otherwise: nothing,
    why: asked,
  },
  'change-address': {
    subject: 'Shall your letters go elsewhere?',
    preheader: 'Please say yes here, at your present address, before anything changes. The link works for an hour.',
    title: 'Shall your letters go elsewhere?',
    lines: ['Your page asked us to write to another address from now on. If that was you, look at it and say yes.'],
    button: 'Look at the new address',
    once: true,
    otherwise: nothing,
    why: asked,
  },
  'new-address': {
    subject: 'Is this your new address?',
    preheader: 'Please confirm it, and the next letter comes here. The link works for an hour.',
    title: 'Is this your new address?',
    lines: ['You asked us to send your letters here from now on. Confirm, and the next one will find you.'],
    button: 'Yes, write to me here',
    once: true,
    otherwise: 'If this wasn’t you, do nothing: you will get no letters here.',
    why: 'You get this letter because this address was entered on a reader’s own page.',
  },
  'manage-link': {
    subject: 'The way back to your page',
    preheader: 'A fresh link to your hour, your pauses and your lessons. It works for an hour.',
    title: 'The way back to your page',
    lines: ['Your old link has expired. This one opens your page: hour, pauses, marks and every lesson you have had.'],
    button: 'Open my page',
    once: false,
    otherwise: nothing,
    why: 'You get this letter because somebody opened an expired link to your page.',
  },
};
