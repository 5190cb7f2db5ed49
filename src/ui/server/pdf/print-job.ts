import { createHash } from 'node:crypto';
import { type Crew, type Job, type Threads, workerFile } from '#platform/threads';
import type { PdfContent } from './content.ts';
import { asDrawn, type Drawn, fromDrawn } from './drawn.ts';
import { KeptFiles } from './kept-files.ts';
import { writePdf } from './pdf.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Who writes PDFs: one at a time, a few visitors waiting. */
const PRINTING: Crew = {
	name: 'printing',
	file: () => workerFile('printing-worker', import.meta.url),
	threads: 1,
	kept: 0,
	together: 1,
	waiting: 40,
	waitingEach: 20,
	mostMs: 10_000,
	mostMegabytes: 192,
	again: 1,
};

/** Writes a PDF, on whatever thread this runs. */
export const printHere = (drawn: Drawn): Promise<Bytes> => writePdf(fromDrawn(drawn));

const PRINT: Job<Drawn, Bytes> = { name: 'print', crew: PRINTING, here: printHere };

/** A document that is ready to be written. */
export interface Sheet {
	/** Names all that is drawn: another document has another. */
	readonly key: string;
	readonly drawn: Drawn;
}

/** Gets a document ready to be written. */
export function sheetOf(content: PdfContent): Sheet {
	const drawn = asDrawn(content);
	const hash = createHash('sha256');
	const text = JSON.stringify(drawn, (_name, value: unknown) => {
		if (!(value instanceof Uint8Array)) return value;
		return createHash('sha256').update(value).digest('base64url');
	});
	return { key: hash.update(text).digest('base64url').slice(0, 27), drawn };
}

/** For whom a document is written. */
export interface Printing {
	readonly threads: Threads;
	readonly whose?: string;
}

/** Writes a document on another thread wherever visitors are served. Refuses as `Threads` does. */
export const print = ({ threads, whose }: Printing, { drawn }: Sheet): Promise<Bytes> =>
	threads.do(PRINT, () => ({ input: drawn }), { whose });

const kept = new KeptFiles(16 * 1024 * 1024);

/** The same for what anybody may read: written once, then remembered for as long as there is room. */
export const printOnce = (printing: Printing, sheet: Sheet): Promise<Bytes> =>
	kept.of(sheet.key, () => print(printing, sheet));
