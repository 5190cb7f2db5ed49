import { isTooCostlyToParse } from './form-parts.ts';

/** Longest field name accepted (characters); names in this application's forms are much shorter. */
const LONGEST_NAME = 200;

/**
 * The fields of a form by name: a text, a list of texts (sent under a name that ends with `[]`, removed
 * here), or the bytes of a file.
 */
export type FormFields = Record<string, string | string[] | Uint8Array<ArrayBuffer>>;

/** A form that was parsed: its fields, and the name under which each file was sent. */
export interface ParsedForm {
	readonly fields: FormFields;
	readonly names: Readonly<Record<string, string>>;
}

/**
 * Parses the body of a form, `type` being its content type. Returns `too-many-parts` if it has more parts
 * than `most`, or part headers that are too long; `unreadable` if it is not a valid form. Line ends of texts
 * become \n; empty files are left out. Parsing multipart costs up to a second per few megabytes, whatever the
 * number of parts.
 */
export async function parseForm(
	body: Uint8Array<ArrayBuffer>,
	type: string,
	most: number,
): Promise<ParsedForm | 'too-many-parts' | 'unreadable'> {
	if (/^multipart\//i.test(type) && isTooCostlyToParse(body, type, most)) return 'too-many-parts';
	let sent: FormData;
	try {
		sent = await new Response(body, { headers: { 'content-type': type } }).formData();
	} catch {
		return 'unreadable';
	}
	const fields: FormFields = {};
	const names: Record<string, string> = {};
	let count = 0;
	for (const [name, value] of sent) {
		if ((count += 1) > most) return 'too-many-parts';
		if (name.length > LONGEST_NAME) return 'unreadable';
		if (typeof value !== 'string') {
			if (value.size === 0) continue;
			fields[name] = new Uint8Array(await value.arrayBuffer());
			names[name] = value.name;
		} else if (name.endsWith('[]')) {
			const list = fields[name.slice(0, -2)];
			fields[name.slice(0, -2)] = Array.isArray(list) ? [...list, value] : [value];
		} else fields[name] = value.replace(/\r\n/g, '\n');
	}
	return { fields, names };
}

/** Parses the body of a form as `parseForm` does, and returns its fields alone. */
export async function parseFormFields(
	body: Uint8Array<ArrayBuffer>,
	type: string,
	most: number,
): Promise<FormFields | 'too-many-parts' | 'unreadable'> {
	const parsed = await parseForm(body, type, most);
	return typeof parsed === 'string' ? parsed : parsed.fields;
}
