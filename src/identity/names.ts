import { withoutUnseen } from '#platform';

/** Length of a user name in characters, shortest and longest. */
export const USERNAME_LENGTH = { least: 3, most: 40 } as const;

const folded = (typed: string): string => withoutUnseen(typed.normalize('NFKC')).trim().toLowerCase();

/** A user name as it is stored and compared: NFKC, without invisible characters, trimmed, in lower case. */
export const foldUsername = (typed: string): string => folded(typed);

/**
 * An e-mail address as it is stored and compared: NFKC, without invisible characters, trimmed, in lower case.
 * The `mailto:` of a copied link is removed.
 */
export const foldEmail = (typed: string): string => folded(typed).replace(/^mailto:\s*/, '');

/**
 * Checks a user name (3 to 40 Latin letters, digits, dots, hyphens, underscores): returns the code of the
 * problem, or undefined.
 */
export function usernameProblem(typed: string): string | undefined {
	const name = foldUsername(typed);
	if (name === '') return 'identity.username-missing';
	if (!/^[\p{Script=Latin}0-9._-]*$/u.test(name)) return 'identity.username-characters';
	const { least, most } = USERNAME_LENGTH;
	return name.length < least || name.length > most ? 'identity.username-length' : undefined;
}

/**
 * Checks an e-mail address: returns the code of the problem, or undefined. An empty address is valid: e-mail
 * is optional.
 */
export function emailProblem(typed: string): string | undefined {
	const email = foldEmail(typed);
	if (email === '') return undefined;
	return email.length <= 254 &&
		/^[^\s@,;:<>"()[\]\\]+@[^\s@,;:<>"()[\]\\]+\.[^\s@.,;:<>"()[\]\\]{2,}$/.test(email)
		? undefined
		: 'identity.email-shape';
}
