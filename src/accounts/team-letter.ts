/** Jobs whose work is a letter to somebody of the team. Links are made when the letter is, so no job holds one. */
export const invitationLetter = 'invitation-letter';
export const resetLetter = 'reset-letter';
export const passwordLetter = 'password-letter';

export interface InvitationLetterJob {
  linkId: string;
}

export interface ResetLetterJob {
  email: string;
}

/** Somebody's password is another now, which they should know in case it was not they. */
export interface PasswordLetterJob {
  adminId: string;
}
