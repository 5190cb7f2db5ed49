import { MIMEType } from 'node:util';

/**
 * Returns the boundary in a multipart content type, read as the form parser reads it (WHATWG MIME Sniffing);
 * null without one.
 */
export function boundaryOf(contentType: string): string | null {
	try {
		return new MIMEType(contentType).params.get('boundary');
	} catch {
		return null;
	}
}

/**
 * Longest headers of a part that are accepted (bytes): they contain the field's name, and a file's name and
 * type.
 */
const MOST_BEFORE = 8192;
const END_OF_HEADERS = '\r\n\r\n';

/**
 * True if a part's headers are so long that parsing them would take seconds; `at` is the offset where its
 * delimiter ends.
 */
function isLongBefore(bytes: Buffer, at: number): boolean {
	const before = bytes.subarray(at, at + MOST_BEFORE);
	// Nothing is parsed after the last delimiter.
	return before.length === MOST_BEFORE && !before.includes(END_OF_HEADERS);
}

/**
 * True if a multipart body must not be parsed: it has more than `most` parts, a part with headers longer than
 * any form of this application needs, or no boundary. Found by searching for delimiters only.
 */
export function isTooCostlyToParse(body: Uint8Array, contentType: string, most: number): boolean {
	const boundary = boundaryOf(contentType);
	if (!boundary) return true;
	const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
	const delimiter = `--${boundary}`;
	// The form ends with one delimiter more than it has parts.
	let left = most + 1;
	for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + delimiter.length)) {
		if ((left -= 1) < 0 || isLongBefore(bytes, at + delimiter.length)) return true;
	}
	return false;
}
