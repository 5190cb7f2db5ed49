/**
 * Reads a request's body, of at most `most` bytes. Returns `too-large` for a longer one, which is read to its
 * end and discarded, so that the sender receives the response; and `cut` when the connection broke.
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
		// SvelteKit's own limit (BODY_SIZE_LIMIT), past which it reads nothing.
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
