import { createHash } from 'node:crypto';
import { type FormFields, parseForm } from '../forms/form-fields.ts';
import {
	type Job,
	type JobOptions,
	type Threads,
	type WorkerPoolConfig,
	workerThreadCount,
} from '../threads/job.ts';
import { mustNotBeServingThread } from '../threads/serving.ts';
import { workerFile } from '../threads/worker-file.ts';
import { cleanPicture, type PictureShape } from './clean-picture.ts';
import { type FileType, isPictureType, refused, type RefusedContent } from './file-types.ts';
import { recognizeContent } from './recognize-content.ts';
import { shownFileName } from './shown-file-name.ts';

/** A content that is accepted, as it will be kept: pictures are drawn anew, documents are as they came. */
export interface AcceptedContent {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly sha256: string;
	readonly type: FileType;
	/** The name it was sent under, as text to show; '' when it had none. */
	readonly name: string;
	/** Its size in pixels, for a picture. */
	readonly width: number | null;
	readonly height: number | null;
}

/** Which file is awaited in a form, and what it may be. */
export interface AwaitedFile {
	/** The form's field. */
	readonly field: string;
	/** `picture`: pictures only; `any`: documents too. */
	readonly kinds: 'picture' | 'any';
	/** How a picture is kept, where it is not as it came. */
	readonly shape?: PictureShape;
}

/** A form that was taken apart: its texts, and its file, accepted or refused; undefined without a file. */
export interface FormWithFile {
	readonly fields: FormFields;
	readonly file: AcceptedContent | RefusedContent | undefined;
}

/** Most bytes of a file that is accepted. */
export const LARGEST_FILE = 8_000_000;
/** Most parts of a form with a file. */
const MOST_PARTS = 60;

interface Input extends AwaitedFile {
	readonly body: Uint8Array<ArrayBuffer>;
	readonly type: string;
}

/** Recognizes a content by its bytes and makes it as it will be kept; or says why it is refused. */
export async function acceptContent(
	sent: Uint8Array<ArrayBuffer>,
	name: string,
	kinds: AwaitedFile['kinds'],
	shape?: PictureShape,
): Promise<AcceptedContent | RefusedContent> {
	mustNotBeServingThread('A file was being received');
	if (sent.length > LARGEST_FILE) return refused('files.too-large');
	const bytes = Buffer.from(sent.buffer, sent.byteOffset, sent.length);
	const type = recognizeContent(bytes);
	if (typeof type !== 'string') return type;
	const shown = shownFileName(name);
	const hash = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
	if (!isPictureType(type)) {
		if (kinds === 'picture') return refused('files.not-a-picture');
		return { bytes: sent, sha256: hash(sent), type, name: shown, width: null, height: null };
	}
	const clean = await cleanPicture(bytes, type, shape);
	if ('refused' in clean) return clean;
	const drawn = new Uint8Array(clean.bytes);
	return { ...clean, bytes: drawn, sha256: hash(drawn), name: shown };
}

/** Takes apart a form that carries a file, on the calling thread; throws on the thread that serves visitors. */
export async function receiveFileOnCallingThread({
	body,
	type,
	field,
	kinds,
	shape,
}: Input): Promise<FormWithFile | 'unreadable'> {
	mustNotBeServingThread('A file was being received');
	const parsed = await parseForm(body, type, MOST_PARTS);
	if (typeof parsed === 'string') return 'unreadable';
	const { [field]: sent, ...fields } = parsed.fields;
	const file =
		sent instanceof Uint8Array
			? await acceptContent(sent, parsed.names[field] ?? '', kinds, shape)
			: undefined;
	return { fields, file };
}

/**
 * The worker thread that receives files: one at a time, since drawing a picture anew may take 100 MB, which
 * the system counts and V8 does not.
 */
export const RECEIVING_THREADS: WorkerPoolConfig = {
	name: 'files',
	file: () => workerFile('file-worker', import.meta.url),
	threads: workerThreadCount(1),
	keptIdle: 0,
	jobsPerThread: 1,
	waiting: 32,
	waitingEach: 8,
	mostProcessorMs: 5_000,
	mostMegabytes: 128,
	restarts: 0,
};

const RECEIVE: Job<Input, FormWithFile | 'unreadable'> = {
	name: 'receive-file',
	pool: RECEIVING_THREADS,
	here: receiveFileOnCallingThread,
};

/**
 * Takes apart a form that carries a file, on another thread wherever visitors are served. `unreadable`: it is
 * no form. Throws the refusals of `Threads`.
 */
export const receiveFile = (
	threads: Threads,
	body: Uint8Array<ArrayBuffer>,
	type: string,
	awaited: AwaitedFile,
	giving: JobOptions = {},
): Promise<FormWithFile | 'unreadable'> =>
	threads.do(RECEIVE, () => ({ input: { body, type, ...awaited } }), giving);
