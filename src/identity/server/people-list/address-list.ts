/** An address as it stands in a list, not checked yet, with the name before it if there is one. */
export interface WrittenAddress {
	readonly email: string;
	readonly name: string;
}

const unquoted = (name: string): string => name.replaceAll('"', ' ').replaceAll("'", '’').trim();

/** Splits a text that holds no `<`: what looks like addresses, and the rest, which is a name. */
function splitPlain(text: string): { readonly addresses: string[]; readonly rest: string } {
	const parts = text.split(/[,;]/).map((part) => part.trim());
	const isAddress = (part: string) => part.includes('@');
	return {
		addresses: parts.filter(isAddress).flatMap((part) => part.split(/\s+/)),
		rest: parts.filter((part) => part !== '' && !isAddress(part)).join(', '),
	};
}

/**
 * Reads one line of a list of addresses: `ada@exemple.ca`, `Ada Roy <ada@exemple.ca>`, or several separated by
 * commas, semicolons or spaces. A word that is no address is returned as one, so that it can be told.
 */
export function addressesOfLine(line: string): WrittenAddress[] {
	const found: WrittenAddress[] = [];
	const plain = (text: string): string => {
		const { addresses, rest } = splitPlain(text);
		// One by one: as arguments, the addresses of a very long line would be too many.
		for (const email of addresses) found.push({ email, name: '' });
		return rest;
	};
	let left = line;
	for (let open = left.indexOf('<'); open >= 0; open = left.indexOf('<')) {
		const close = left.indexOf('>', open);
		if (close < 0) break;
		const name = unquoted(plain(left.slice(0, open)));
		found.push({ email: left.slice(open + 1, close).trim(), name });
		left = left.slice(close + 1);
	}
	const rest = plain(left);
	if (rest !== '') found.push({ email: rest, name: '' });
	return found;
}
