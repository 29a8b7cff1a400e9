/**
 * How far the conversation had come: the command that was answered badly. A cut or a time-out between MAIL FROM and the go-ahead for the
 * message is told as 'mail-from' when nothing was answered and as 'rcpt' after that, since all three commands leave in one breath.
 */
export type Stage = 'connect' | 'greeting' | 'ehlo' | 'starttls' | 'auth' | 'mail-from' | 'rcpt' | 'data' | 'after-dot';

/** What came of handing one letter to a mail server, before anybody judged it. */
export interface HandOver {
  /** 'after-dot': the end of the message was given to the connection, so the server may have it. */
  stage: Stage;
  /** The SMTP reply code; null when there was no answer, see `cause`. */
  code: number | null;
  /** Enhanced status code (RFC 3463) such as 5.1.1, when the answer had one. */
  enhanced: string | null;
  /** What the server said, without codes and with addresses struck out, or a sentence of ours; at most 500 characters. */
  text: string;
  /** Why there is no code: the connection ended, nobody answered in time, or this server cannot take such a letter and nothing was said. */
  cause: 'answer' | 'cut' | 'time-out' | 'unsuited';
}

/**
 * accepted: the next server has it · again: not now, the row goes back · refused: no for good · in-doubt: it may or may not have
 * left · relay-trouble: nobody looked at the letter, so it goes back without an attempt and the relay's breaker opens (rule 21).
 */
export type Verdict = 'accepted' | 'again' | 'refused' | 'in-doubt' | 'relay-trouble';

export interface Judgement {
  verdict: Verdict;
  /** Whose fault it was when it was not accepted. 'relay': the row goes back as if it had not been tried, no deferral is counted. */
  blame: 'letter' | 'relay' | null;
  /** The mailbox or its domain does not exist: later letters need not be tried. Only ever true for a refusal at RCPT. */
  hardBounce: boolean;
  /** Whom we send to too fast (rule 22): the mail server we hand letters to, or the recipient's provider behind it. */
  slow: 'relay' | 'provider' | null;
}

/** Answers that ask us to log in (RFC 4954 6): never about the letter, wherever they come. */
const loginWanted = new Set([530, 534, 535, 538]);
/** No such mailbox, no such domain, no such syntax, moved, null MX (RFC 3463 3.2, RFC 7505). Full or disabled ones may come back. */
const noSuchMailbox = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10']);
/**
 * Our own domain is not proved: SPF, DKIM, DMARC, reverse DNS (RFC 7372; 5.7.27, .30 and .515 are Google's and Microsoft's own). Every
 * letter to that provider gets this until somebody mends the DNS: it waits as after a 4xx, or the day's lesson would be lost to all.
 */
const senderUnproved = /^5\.7\.(2[0-7]|30|32|509|515|606)$/;
/** For servers that slow us down without an enhanced code; narrow, like the one below. */
const tooFastWords =
  /\b(rate.?limit\w*|throttl\w+|too many (messages|connections|recipients|emails|requests)|too fast)\b/i;
/** For servers that give no enhanced code (Exim); deliberately narrow, since policy refusals look much the same. */
const noSuchMailboxWords =
  /\b(no such (user|recipient|mailbox|address)|unknown (user|recipient|mailbox)|(user|recipient|mailbox|address) (unknown|not found|does ?n[o']t exist|does not exist)|unrouteable address)\b/i;

/**
 * The table from an outcome to what becomes of the letter (RULES 5, 19, 21, 22).
 * After the dot only an answer counts: without one, or with one that is no answer (3xx), the letter is in doubt.
 */
export function judge(outcome: HandOver): Judgement {
  const said = verdictOver(outcome);
  return { ...said, hardBounce: said.verdict === 'refused' && isHardBounce(outcome), slow: whomToSpare(outcome) };
}

function verdictOver({ stage, code, cause, enhanced }: HandOver): Pick<Judgement, 'verdict' | 'blame'> {
  if (beforeLetter(stage)) return relayTrouble;
  // Our own address asks for too much: that is every letter's, and so the settings' fault.
  if (cause === 'unsuited') return stage === 'mail-from' ? relayTrouble : { verdict: 'refused', blame: 'letter' };
  if (code === null) return { verdict: stage === 'after-dot' ? 'in-doubt' : 'again', blame: 'relay' };
  if (stage === 'mail-from' || loginWanted.has(code)) return relayTrouble;
  // 421: the server is going away; 503: it lost the thread of the session. Neither looked at the letter.
  if (code === 421 || code === 503) return { verdict: 'again', blame: 'relay' };
  if (code >= 500 && code < 600) {
    return { verdict: senderUnproved.test(enhanced ?? '') ? 'again' : 'refused', blame: 'letter' };
  }
  if (code >= 400 && code < 500) return { verdict: 'again', blame: 'letter' };
  if (stage !== 'after-dot') return { verdict: 'again', blame: 'relay' };
  return code >= 200 && code < 300 ? { verdict: 'accepted', blame: null } : { verdict: 'in-doubt', blame: 'relay' };
}

const relayTrouble = { verdict: 'relay-trouble', blame: 'relay' } as const;

/**
 * 421, 4.3.x (system) and 4.4.x (network) are the relay's own; 4.7.x (policy, rates) is passed on from the recipient's provider. What
 * is said before the recipient, and a login that is wanted, is the breaker's (rule 21).
 */
function whomToSpare({ stage, code, enhanced, text }: HandOver): Judgement['slow'] {
  if (code === null || code < 400 || beforeLetter(stage) || stage === 'mail-from' || loginWanted.has(code)) return null;
  if (senderUnproved.test(enhanced ?? '')) return 'provider';
  if (code >= 500) return null;
  if (/^4\.7\./.test(enhanced ?? '') || (enhanced === null && tooFastWords.test(text))) return 'provider';
  return code === 421 || /^4\.[34]\./.test(enhanced ?? '') ? 'relay' : null;
}

function beforeLetter(stage: Stage): boolean {
  return stage === 'connect' || stage === 'greeting' || stage === 'ehlo' || stage === 'starttls' || stage === 'auth';
}

function isHardBounce({ stage, code, enhanced, text }: HandOver): boolean {
  if (stage !== 'rcpt') return false;
  return enhanced === null ? code === 550 && noSuchMailboxWords.test(text) : noSuchMailbox.has(enhanced);
}
