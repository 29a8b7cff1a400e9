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
}

/** Answers that ask us to log in (RFC 4954 6): never about the letter, wherever they come. */
const loginWanted = new Set([530, 534, 535, 538]);
/** No such mailbox, no such domain, no such syntax, moved, null MX (RFC 3463 3.2, RFC 7505). Full or disabled ones may come back. */
const noSuchMailbox = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10']);
/** For servers that give no enhanced code (Exim); deliberately narrow, since policy refusals look much the same. */
const noSuchMailboxWords =
  /\b(no such (user|recipient|mailbox|address)|unknown (user|recipient|mailbox)|(user|recipient|mailbox|address) (unknown|not found|does ?n[o']t exist|does not exist)|unrouteable address)\b/i;

/**
 * The table from an outcome to what becomes of the letter (RULES 5, 19, 21).
 * After the dot only an answer counts: without one, or with one that is no answer (3xx), the letter is in doubt.
 */
export function judge(outcome: HandOver): Judgement {
  const { stage, code, cause } = outcome;
  if (beforeLetter(stage)) return verdict('relay-trouble', 'relay');
  // Our own address asks for too much: that is every letter's, and so the settings' fault.
  if (cause === 'unsuited')
    return stage === 'mail-from' ? verdict('relay-trouble', 'relay') : verdict('refused', 'letter');
  if (code === null) return stage === 'after-dot' ? verdict('in-doubt', 'relay') : verdict('again', 'relay');
  if (stage === 'mail-from' || loginWanted.has(code)) return verdict('relay-trouble', 'relay');
  // 421: the server is going away; 503: it lost the thread of the session. Neither looked at the letter.
  if (code === 421 || code === 503) return verdict('again', 'relay');
  if (code >= 500 && code < 600) return { verdict: 'refused', blame: 'letter', hardBounce: isHardBounce(outcome) };
  if (code >= 400 && code < 500) return verdict('again', 'letter');
  if (stage !== 'after-dot') return verdict('again', 'relay');
  return code >= 200 && code < 300 ? verdict('accepted', null) : verdict('in-doubt', 'relay');
}

function verdict(verdict: Verdict, blame: Judgement['blame']): Judgement {
  return { verdict, blame, hardBounce: false };
}

function beforeLetter(stage: Stage): boolean {
  return stage === 'connect' || stage === 'greeting' || stage === 'ehlo' || stage === 'starttls' || stage === 'auth';
}

function isHardBounce({ stage, code, enhanced, text }: HandOver): boolean {
  if (stage !== 'rcpt') return false;
  return enhanced === null ? code === 550 && noSuchMailboxWords.test(text) : noSuchMailbox.has(enhanced);
}
