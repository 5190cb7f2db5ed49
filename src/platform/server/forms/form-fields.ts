import { costsTooMuch } from './form-parts.ts';

/** No field of ours has a name that long (characters). */
const LONGEST_NAME = 200;

/** What a form says, by field: a text, several under a name that ends with `[]` (here without it), or a file. */
export type FormFields = Record<string, string | string[] | Uint8Array<ArrayBuffer>>;

/**
 * Takes a form apart: of more parts than told, or parts with headers past measure, it is not, nor when it cannot be read. The lines of its texts end as they
 * do here; an empty file is left out. A multipart form costs up to a second for each few megabytes, whatever its parts.
 */
export async function fieldsOf(
	body: Uint8Array<ArrayBuffer>,
	type: string,
	most: number,
): Promise<FormFields | 'too-many-parts' | 'unreadable'> {
	if (/^multipart\//i.test(type) && costsTooMuch(body, type, most)) return 'too-many-parts';
	let sent: FormData;
	try {
		sent = await new Response(body, { headers: { 'content-type': type } }).formData();
	} catch {
		return 'unreadable';
	}
	const fields: FormFields = {};
	let count = 0;
	for (const [name, value] of sent) {
		if ((count += 1) > most) return 'too-many-parts';
		if (name.length > LONGEST_NAME) return 'unreadable';
		if (typeof value !== 'string') {
			if (value.size > 0) fields[name] = new Uint8Array(await value.arrayBuffer());
		} else if (name.endsWith('[]')) {
			const list = fields[name.slice(0, -2)];
			fields[name.slice(0, -2)] = Array.isArray(list) ? [...list, value] : [value];
		} else fields[name] = value.replace(/\r\n/g, '\n');
	}
	return fields;
}
