import { foldUsername } from '../../../names.ts';
import { bareForm, isGuessable } from './guessable.ts';

/**
 * Length of a password in characters, shortest and longest. There is no composition rule and no forced
 * renewal (OWASP ASVS 6.2).
 */
export const PASSWORD_LENGTH = { least: 8, most: 256 } as const;

/**
 * A password in the form that is hashed: NFC, so that the same characters match however a keyboard composes
 * them. Blanks count.
 */
export const normalPassword = (typed: string): string => typed.normalize('NFC');

/**
 * Checks a new password: returns the code of the problem (too short, too long, among the first guessed, or
 * the user name), or undefined.
 */
export function passwordProblem(typed: string, username = ''): string | undefined {
	const password = normalPassword(typed);
	const length = [...password].length;
	if (length === 0) return 'identity.password-missing';
	if (length < PASSWORD_LENGTH.least) return 'identity.password-short';
	if (length > PASSWORD_LENGTH.most) return 'identity.password-long';
	if (/^(.)\1*$/u.test(password)) return 'identity.password-common';
	// The user name is checked first, because it need not be a common password to be guessed.
	const name = bareForm(foldUsername(username));
	if (name !== '' && bareForm(password) === name) return 'identity.password-username';
	return isGuessable(password) ? 'identity.password-common' : undefined;
}
