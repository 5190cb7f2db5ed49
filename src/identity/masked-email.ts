/**
 * An e-mail address of which the page of a link shows only enough to be recognised by its owner: the first
 * character and the domain, `a•••@exemple.ca`.
 */
export function maskedEmail(email: string): string {
	const at = email.lastIndexOf('@');
	const [first = ''] = email.slice(0, Math.max(at, 0));
	return `${first}•••${email.slice(at)}`;
}
