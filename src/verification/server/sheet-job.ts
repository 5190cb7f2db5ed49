import { inflateSync } from 'node:zlib';
import { type JobOptions, type Job, mustNotBeServingThread, type Threads } from '#platform/threads';
import { VISITOR_VERIFICATION_THREADS } from '#awards/threads';

/**
 * Number of bytes at the start of a file in which the header `%PDF-` is looked for: a program may have
 * written a few bytes before it (PDF 1.7, annex H, 3.4.1).
 */
const HEAD = 1024;

/**
 * First bytes of PNG, XML and JSON: a file that begins with one of them is read as that format, even if
 * `%PDF-` follows.
 */
const OTHERS: ReadonlySet<number> = new Set([0x89, 0x3c, 0x7b, 0x5b]);

/** Whether a file is a PDF, by its header. */
export const isPdf = (file: Uint8Array): boolean =>
	!OTHERS.has(file[0] ?? 0) &&
	Buffer.from(file.buffer, file.byteOffset, Math.min(file.length, HEAD)).includes('%PDF-');

/** Most addresses kept from one PDF (`MOST`), and longest address kept, in characters (`LONGEST`). */
const MOST = 64;
const LONGEST = 2048;
/**
 * Most streams of a PDF inflated (`MOST_STREAMS`), and most bytes they may inflate to in total
 * (`MOST_INFLATED`): one of our sheets has a few kB of objects.
 */
const MOST_STREAMS = 200;
const MOST_INFLATED = 4 * 1024 * 1024;

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/**
 * Decodes a literal string of a PDF (PDF 1.7, 7.3.4.2). Characters outside ASCII may come out wrong: no
 * address has any.
 */
const literal = (written: string): string =>
	written.replace(/\\(?:([0-7]{1,3})|\r?\n|(.))/gs, (_all, octal?: string, sign?: string) => {
		if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
		return sign === undefined ? '' : (ESCAPED[sign] ?? sign);
	});

const hexadecimal = (written: string): string =>
	Buffer.from(written.replace(/\s/g, ''), 'hex').toString('latin1');

// No text can match this expression in two ways, so the time is linear in the length of the text.
const ADDRESS = /\/URI\s*(?:\(((?:[^\\()]|\\[^]){0,2048})\)|<([\da-fA-F\s]{0,4096})>)/g;

function addressesIn(text: string, found: Set<string>): void {
	for (const [, written, hex = ''] of text.matchAll(ADDRESS)) {
		if (found.size >= MOST) return;
		const address = written === undefined ? hexadecimal(hex) : literal(written);
		if (/^https?:\/\/[!-~]+$/.test(address) && address.length <= LONGEST) found.add(address);
	}
}

/**
 * The addresses of the links of a PDF, including those inside compressed objects, in no particular order.
 * Nothing of the document is run, rendered or fetched; what is beyond the limits of this file is not read.
 * Throws on the thread that serves visitors.
 */
export async function pdfLinksOnCallingThread(file: Uint8Array): Promise<readonly string[]> {
	mustNotBeServingThread('A PDF was being read');
	const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
	const found = new Set<string>();
	addressesIn(bytes.toString('latin1'), found);
	let inflated = 0;
	let at = 0;
	for (let streams = 0; streams < MOST_STREAMS; streams += 1) {
		const from = bytes.indexOf('stream', at);
		if (from < 0) break;
		const begin = from + 6 + (bytes[from + 6] === 13 ? 1 : 0) + 1;
		const end = bytes.indexOf('endstream', begin);
		if (end < 0) break;
		at = end + 9;
		// Links are only in streams of objects (PDF 1.7, 7.5.7), not in those of pictures, fonts or pages.
		const about = bytes.toString('latin1', Math.max(0, from - 512), from);
		if (!about.slice(about.lastIndexOf('obj') + 3).includes('/ObjStm')) continue;
		try {
			const objects = inflateSync(bytes.subarray(begin, end), {
				maxOutputLength: MOST_INFLATED - inflated,
			});
			inflated += objects.length;
			addressesIn(objects.toString('latin1'), found);
		} catch {
			// A stream that is damaged, compressed in another way, or too large for what is left is skipped;
			// once nothing is left, `inflateSync` throws before it reads.
		}
	}
	return [...found];
}

const LINKS: Job<Uint8Array, readonly string[]> = {
	name: 'sheet',
	pool: VISITOR_VERIFICATION_THREADS,
	here: pdfLinksOnCallingThread,
};

/**
 * The addresses of the links of a PDF, read (by `pdfLinksOnCallingThread`) on another thread wherever
 * visitors are served. Throws the refusals of `Threads`.
 */
export const pdfLinksOf = (
	threads: Threads,
	file: Uint8Array,
	giving: JobOptions = {},
): Promise<readonly string[]> => threads.do(LINKS, () => ({ input: file }), giving);
