import { decodeText } from '../csv/decode-text.ts';
import { type FormFields, parseForm } from '../forms/form-fields.ts';
import type { Job, JobOptions, Threads } from '../threads/job.ts';
import { mustNotBeServingThread } from '../threads/serving.ts';
import { RECEIVING_THREADS } from './receive-file-job.ts';

/** Most parts of a form that gives a text. */
const MOST_PARTS = 20;

/** Which file is awaited in a form, and the field of the text whose place it takes. */
export interface AwaitedText {
	/** The field of the file. */
	readonly field: string;
	/** The field in which the text may be pasted instead. */
	readonly into: string;
	/** True for a text that is UTF-8 or nothing; otherwise what spreadsheets write is read too. */
	readonly isUtf8: boolean;
}

/** A form that gives a text: its fields, and whether its file is no text. */
export interface FormWithText {
	readonly fields: FormFields;
	readonly isNoText: boolean;
}

interface Input extends AwaitedText {
	readonly body: Uint8Array<ArrayBuffer>;
	readonly type: string;
}

function utf8(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/** Takes apart a form that gives a text, on the calling thread; throws on the one that serves visitors. */
export async function receiveTextOnCallingThread({
	body,
	type,
	field,
	into,
	isUtf8,
}: Input): Promise<FormWithText | 'unreadable'> {
	mustNotBeServingThread('A text was being received');
	const parsed = await parseForm(body, type, MOST_PARTS);
	if (typeof parsed === 'string') return 'unreadable';
	const { [field]: file, ...fields } = parsed.fields;
	if (!(file instanceof Uint8Array)) return { fields, isNoText: false };
	const text = isUtf8 ? utf8(file) : decodeText(file);
	return text === undefined
		? { fields, isNoText: true }
		: { fields: { ...fields, [into]: text }, isNoText: false };
}

const RECEIVE: Job<Input, FormWithText | 'unreadable'> = {
	name: 'receive-text',
	pool: RECEIVING_THREADS,
	here: receiveTextOnCallingThread,
};

/**
 * Takes apart a form that gives a text, pasted or as a file, on another thread wherever visitors are served.
 * `unreadable`: it is no form. Throws the refusals of `Threads`.
 */
export const receiveText = (
	threads: Threads,
	body: Uint8Array<ArrayBuffer>,
	type: string,
	awaited: AwaitedText,
	giving: JobOptions = {},
): Promise<FormWithText | 'unreadable'> =>
	threads.do(RECEIVE, () => ({ input: { body, type, ...awaited } }), giving);
