/** What somebody gives in the form of the verify page. */
export interface VerifyFormInput {
	/** True when a file was chosen. */
	readonly file: boolean;
	/** The text of the line for a short code or an address. */
	readonly reference: string;
	/** The text of the area where a whole badge can be pasted. */
	readonly text: string;
}

/** The typed text to verify: the short code or the address, or else the pasted text. */
export const typedText = ({ reference, text }: Pick<VerifyFormInput, 'reference' | 'text'>): string =>
	reference.trim() === '' ? text : reference;

/**
 * Returns the page's field beside which a problem is shown. The verifier only names `file` or `text`. But a
 * text may come from the line for a code or an address (`reference`), and that line also shows the problem
 * when nothing was given.
 */
export function fieldOnPage(field: string | undefined, given: VerifyFormInput): string | undefined {
	const inReference = given.reference.trim() !== '';
	if (field === 'text' && inReference) return 'reference';
	const nothing = !given.file && !inReference && given.text.trim() === '';
	return field === 'file' && nothing ? 'reference' : field;
}
