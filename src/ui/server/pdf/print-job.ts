import { createHash } from 'node:crypto';
import type { Job } from '#platform/threads';
import type { PdfContent } from './content.ts';
import { PRINTING, type Printing } from './crew.ts';
import { asDrawn, type Drawn, fromDrawn } from './drawn.ts';
import { KeptFiles } from './kept-files.ts';
import { writePdf } from './pdf.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Writes a PDF on the present thread; throws on the thread that answers visitors. */
export const printHere = (drawn: Drawn): Promise<Bytes> => writePdf(fromDrawn(drawn));

const PRINT: Job<Drawn, Bytes> = { name: 'print', crew: PRINTING, here: printHere };

/** A PDF document ready to be written on another thread, with its key for the cache. */
export interface Sheet {
	/** A hash of everything in the document; different documents have different keys. */
	readonly key: string;
	readonly drawn: Drawn;
}

/** Prepares a PDF document to be written by `print` or `printOnce`. */
export function sheetOf(content: PdfContent): Sheet {
	const drawn = asDrawn(content);
	const hash = createHash('sha256');
	const text = JSON.stringify(drawn, (_name, value: unknown) => {
		if (!(value instanceof Uint8Array)) return value;
		return createHash('sha256').update(value).digest('base64url');
	});
	return { key: hash.update(text).digest('base64url').slice(0, 27), drawn };
}

/**
 * Writes a PDF, on another thread wherever visitors are served, and caches nothing. Throws the refusals of
 * `Threads`.
 */
export const print = ({ threads, whose }: Printing, { drawn }: Sheet): Promise<Bytes> =>
	threads.do(PRINT, () => ({ input: drawn }), { whose });

const kept = new KeptFiles(16 * 1024 * 1024);

/**
 * Writes a PDF that anybody may read, once; then returns it from a cache while there is room. Throws the
 * refusals of `Threads`.
 */
export const printOnce = (printing: Printing, sheet: Sheet): Promise<Bytes> =>
	kept.of(sheet.key, () => print(printing, sheet));
