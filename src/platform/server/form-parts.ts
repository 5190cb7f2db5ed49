import { MIMEType } from 'node:util';

/** The boundary of a multipart type as the parser of forms reads it (WHATWG MIME Sniffing); undefined without one. */
export function boundaryOf(contentType: string): string | undefined {
	try {
		return new MIMEType(contentType).params.get('boundary') ?? undefined;
	} catch {
		return undefined;
	}
}

/** Whether a multipart body has more than so many parts, counted before anything is taken apart; true without a boundary. */
export function hasMoreParts(body: Uint8Array, contentType: string, most: number): boolean {
	const boundary = boundaryOf(contentType);
	if (!boundary) return true;
	const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
	const delimiter = `--${boundary}`;
	// One delimiter more than there are parts ends the form.
	let left = most + 1;
	for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + delimiter.length))
		if ((left -= 1) < 0) return true;
	return false;
}
