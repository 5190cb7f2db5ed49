import { foldUsername } from '../../../names.ts';
import { bareForm, isGuessable } from './guessable.ts';

/** Shortest and longest password, in characters; no rule of composition, no forced renewal (ASVS 6.2). */
export const PASSWORD_LENGTH = { least: 8, most: 256 } as const;

/** A password as it is hashed: the same characters however a keyboard composes them. Blanks count. */
export const normalPassword = (typed: string): string => typed.normalize('NFC');

/** What is wrong with a new password (too short, too long, guessed first, or the user name), or undefined. */
export function passwordProblem(typed: string, username = ''): string | undefined {
	const password = normalPassword(typed);
	const length = [...password].length;
	if (length === 0) return 'identity.password-missing';
	if (length < PASSWORD_LENGTH.least) return 'identity.password-short';
	if (length > PASSWORD_LENGTH.most) return 'identity.password-long';
	if (/^(.)\1*$/u.test(password)) return 'identity.password-common';
	// The user name first: nobody chose it for being common.
	const name = bareForm(foldUsername(username));
	if (name !== '' && bareForm(password) === name) return 'identity.password-username';
	return isGuessable(password) ? 'identity.password-common' : undefined;
}
