import { createHash } from 'node:crypto';
import type { Job } from '#platform/threads';
import type { PdfContent } from './content.ts';
import { PRINTING, type PrintContext } from './printing-pool.ts';
import { toRecordedPdf, type RecordedPdf, fromRecordedPdf } from './recorded-pdf.ts';
import { FileCache } from './file-cache.ts';
import { writePdf } from './pdf.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Writes a PDF on the present thread; throws on the thread that answers visitors. */
export const printOnCallingThread = (drawn: RecordedPdf): Promise<Bytes> => writePdf(fromRecordedPdf(drawn));

const PRINT: Job<RecordedPdf, Bytes> = { name: 'print', pool: PRINTING, here: printOnCallingThread };

/** A PDF document ready to be written on another thread, with its key for the cache. */
export interface PreparedPdf {
	/** A hash of everything in the document; different documents have different keys. */
	readonly key: string;
	readonly drawn: RecordedPdf;
}

/** Prepares a PDF document to be written by `printUncached` or `printCached`. */
export function preparePdf(content: PdfContent): PreparedPdf {
	const drawn = toRecordedPdf(content);
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
export const printUncached = ({ threads, whose }: PrintContext, { drawn }: PreparedPdf): Promise<Bytes> =>
	threads.do(PRINT, () => ({ input: drawn }), { whose });

const kept = new FileCache(16 * 1024 * 1024);

/**
 * Writes a PDF that anybody may read, once; then returns it from a cache while there is room. Throws the
 * refusals of `Threads`.
 */
export const printCached = (printing: PrintContext, sheet: PreparedPdf): Promise<Bytes> =>
	kept.of(sheet.key, () => printUncached(printing, sheet));
