/**
 * The bytes of a request's body; past so many it is heard to its end and left, so that its sender hears the answer.
 * `cut` when it did not come whole.
 */
export async function readBody(
	request: Request,
	most: number,
): Promise<Uint8Array<ArrayBuffer> | 'too-large' | 'cut'> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		const reader = request.body?.getReader();
		for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
			size += part.value.length;
			if (size <= most) chunks.push(part.value);
		}
	} catch (fault) {
		// The service's own limit, past which nothing is read.
		return (fault as { status?: unknown }).status === 413 ? 'too-large' : 'cut';
	}
	if (size > most) return 'too-large';
	const bytes = new Uint8Array(size);
	let at = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, at);
		at += chunk.length;
	}
	return bytes;
}
