const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
	['utf-16le', [0xff, 0xfe]],
	['utf-16be', [0xfe, 0xff]],
];

function decoded(bytes: Uint8Array): string {
	const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
	if (marked) return new TextDecoder(marked[0]).decode(bytes);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}

/**
 * Reads the bytes of a text file: UTF-8 or UTF-16 with or without its mark, otherwise Windows-1252, which
 * Excel writes. Undefined for what is no text, such as a workbook.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
	const text = decoded(bytes);
	return text.includes('\0') ? undefined : text.normalize('NFC');
}
