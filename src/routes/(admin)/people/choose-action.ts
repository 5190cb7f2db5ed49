/**
 * The address to which the form that acts for several people is sent, from the query of the page's own: it keeps
 * what that asks for exactly, since to any other address a script would go there and lose what the refused form
 * says.
 */
export function chooseAction(search: string): string {
	const asked = new URLSearchParams(search);
	asked.delete('/choose');
	return asked.size > 0 ? `?/choose&${asked}` : '?/choose';
}
