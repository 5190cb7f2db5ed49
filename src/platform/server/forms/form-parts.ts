import { MIMEType } from 'node:util';

/** The boundary of a multipart type as the parser of forms reads it (WHATWG MIME Sniffing); null without one. */
export function boundaryOf(contentType: string): string | null {
	try {
		return new MIMEType(contentType).params.get('boundary');
	} catch {
		return null;
	}
}

/** The headers of a part: its field's name, a file's name and type. */
const MOST_BEFORE = 8192;
const END_OF_HEADERS = '\r\n\r\n';

/** Whether a part says so much before its content that it would cost seconds to read; `at` is where its delimiter ends. */
function isLongBefore(bytes: Buffer, at: number): boolean {
	const before = bytes.subarray(at, at + MOST_BEFORE);
	// The last delimiter is followed by nothing that is read.
	return before.length === MOST_BEFORE && !before.includes(END_OF_HEADERS);
}

/**
 * Whether a multipart body has more than so many parts, or one whose headers are longer than any of ours, seen before
 * anything is taken apart; true without a boundary.
 */
export function costsTooMuch(body: Uint8Array, contentType: string, most: number): boolean {
	const boundary = boundaryOf(contentType);
	if (!boundary) return true;
	const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
	const delimiter = `--${boundary}`;
	// One delimiter more than there are parts ends the form.
	let left = most + 1;
	for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + delimiter.length)) {
		if ((left -= 1) < 0 || isLongBefore(bytes, at + delimiter.length)) return true;
	}
	return false;
}
