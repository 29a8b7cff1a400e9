/** Letters that ask once more before something that matters (rule 31), and the one that brings a lost manage link. */
export type NoticeKind = 'download' | 'forget' | 'change-address' | 'new-address' | 'manage-link';

/** To people of the team, about getting in. */
export type TeamNoticeKind = 'team-invitation' | 'team-reset' | 'team-password-changed';

export interface NoticeWords {
  subject: string;
  preheader: string;
  title: string;
  lines: string[];
  button: string;
  /** The link is used up by the first press; else it works until its time is over. */
  once: boolean;
  /** How long it works; absent: for an hour; null: always, since it opens nothing by itself. */
  lasts?: string | null;
  /** What to do if it was somebody else. */
  otherwise: string;
  why: string;
}

const asked = 'You get this letter because somebody asked for it on your own page.';
const nothing = 'If this wasn’t you, do nothing. Everything stays as it is.';

export const noticeWords: Readonly<Record<NoticeKind | TeamNoticeKind, NoticeWords>> = {
  download: {
    subject: 'Your data is ready',
    preheader: 'One file with everything we keep about you. The link works for an hour.',
    title: 'Your data is ready',
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
      'All we keep is a scrambled mark of your address, which cannot be read back, so that nobody writes to it by mistake.',
    ],
    button: 'Go to the last question',
    once: true,
    otherwise: nothing,
    why: asked,
  },
  'change-address': {
    subject: 'Shall we write to another address?',
    preheader: 'Please say yes here, at your present address, before anything changes. The link works for an hour.',
    title: 'Shall we write to another address?',
    lines: [
      'You asked us on your page to send your letters to another address.',
      'Look at it and say yes. Then we ask there, too, and only then does anything change.',
    ],
    button: 'Look at the new address',
    once: true,
    otherwise: nothing,
    why: asked,
  },
  'new-address': {
    subject: 'Is this your new address?',
    preheader: 'Please confirm it, and the next letter comes here. The link works for an hour.',
    title: 'Is this your new address?',
    lines: [
      'Somebody, we hope you, wants our letters at this address from now on. Say yes, and the next one comes here.',
    ],
    button: 'Yes, write to me here',
    once: true,
    otherwise: 'If this wasn’t you, do nothing: you will get no letters here.',
    why: 'You get this letter because this address was entered on a reader’s own page.',
  },
  'manage-link': {
    subject: 'The way back to your page',
    preheader: 'A fresh link to your hour, your marks and your lessons. It works for an hour.',
    title: 'Back to your page',
    lines: [
      'Your old link has expired. This one opens your page, with your hour, your marks and every lesson you have had.',
    ],
    button: 'Open my page',
    once: false,
    otherwise: nothing,
    why: 'You get this letter because somebody opened an expired link to your page.',
  },
  'team-invitation': {
    subject: 'You are invited to the team',
    preheader: 'Choose a name and a password, and you are in. The link works for 7 days.',
    title: 'Come in',
    lines: [
      'Somebody who runs this newsletter wants you in the team.',
      'Choose a name and a password, and you can look around at once.',
    ],
    button: 'Join the team',
    once: true,
    lasts: '7 days',
    otherwise: 'If you expected nothing of the kind, do nothing: no account is made.',
    why: 'You get this letter because an owner of this newsletter entered your address.',
  },
  'team-reset': {
    subject: 'A new password',
    preheader: 'Choose it here, and the old one is gone. The link works for an hour.',
    title: 'A new password',
    lines: [
      'You asked for a way back into the admin pages. Choose a new password, and the old one ends, with every sign-in made by it.',
    ],
    button: 'Choose a new password',
    once: true,
    otherwise: nothing,
    why: 'You get this letter because somebody asked for it on the sign-in page.',
  },
  'team-password-changed': {
    subject: 'Your password was changed',
    preheader: 'If that was you, all is well. If not, choose a new one at once.',
    title: 'Your password was changed',
    lines: [
      'Somebody has chosen another password for your sign-in to the admin pages.',
      'If that was you, all is well and there is nothing to do.',
      'If it was not, choose a new one now, which ends every other sign-in, and tell an owner of this newsletter.',
    ],
    button: 'It was not me',
    once: false,
    lasts: null,
    otherwise: 'The button leads to the page on which you ask for a new password by letter.',
    why: 'You get this letter because you are in the team of this newsletter.',
  },
};
