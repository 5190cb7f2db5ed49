/** Shortest and longest user name, in characters. */
export const USERNAME_LENGTH = { least: 3, most: 40 } as const;

/** A user name as it is kept and compared: compatibility-normalised, lower case, without blanks around it. */
export const foldUsername = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

/** An e-mail address as it is kept and compared: lower case, without blanks around it. */
export const foldEmail = (typed: string): string => typed.normalize('NFC').trim().toLowerCase();

/** What is wrong with a user name (3 to 40 Latin letters, digits, dots, hyphens, underscores), or undefined. */
export function usernameProblem(typed: string): string | undefined {
	const name = foldUsername(typed);
	if (name === '') return 'identity.username-missing';
	if (!/^[\p{Script=Latin}0-9._-]*$/u.test(name)) return 'identity.username-characters';
	const { least, most } = USERNAME_LENGTH;
	return name.length < least || name.length > most ? 'identity.username-length' : undefined;
}

/** What is wrong with an e-mail address, or undefined; an empty one is right, nobody needs one. */
export function emailProblem(typed: string): string | undefined {
	const email = foldEmail(typed);
	if (email === '') return undefined;
	return email.length <= 254 && /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@.,;<>"]{2,}$/.test(email)
		? undefined
		: 'identity.email-shape';
}
