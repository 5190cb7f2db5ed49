import { type FileType, refused, type RefusedContent } from './file-types.ts';
import { recognizeOfficeFile } from './office-file.ts';

const starts = (bytes: Buffer, signature: readonly number[], at = 0) =>
	signature.every((byte, offset) => bytes[at + offset] === byte);
const text = (bytes: Buffer, from: number, to: number) => bytes.toString('latin1', from, to);

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** The older Word, Excel and PowerPoint files (a compound file), whose macros cannot be told without a parser. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** Programs of Windows, Linux, macOS and Java, and scripts that name their interpreter. */
const PROGRAMS = [
	[0x4d, 0x5a],
	[0x7f, 0x45, 0x4c, 0x46],
	[0xcf, 0xfa, 0xed, 0xfe],
	[0xca, 0xfe, 0xba, 0xbe],
	[0x23, 0x21],
];

/** A page, a drawing or any other text made of tags, which a browser could run. */
const TAGS = /^\uFEFF?\s*<(!doctype|!--|\?xml|[a-z][\w:-]*[\s/>])/i;
/** What runs, or opens a program, when a PDF that names it in plain is opened. */
const PDF_PROGRAM = /\/(JavaScript|Launch)\b/;

/** Recognizes a PDF, which must be one from its first byte to its last line; refuses one that runs something. */
function recognizePdf(bytes: Buffer): FileType | RefusedContent {
	if (!bytes.subarray(-1_100).includes('%%EOF')) return refused('files.damaged');
	return PDF_PROGRAM.test(text(bytes, 0, bytes.length)) ? refused('files.program') : 'application/pdf';
}

/** The kind of a file that carries films and recent photos (ISO base media), from its brand. */
const brandOf = (bytes: Buffer) => (text(bytes, 4, 8) === 'ftyp' ? text(bytes, 8, 12) : '');

/**
 * Tells what a file is from its bytes alone: its name and the type that the browser declared are not asked.
 * Returns its type, or why it is refused.
 */
export function recognizeContent(bytes: Buffer): FileType | RefusedContent {
	if (bytes.length === 0) return refused('files.empty');
	if (starts(bytes, PNG)) return 'image/png';
	if (starts(bytes, JPEG)) return 'image/jpeg';
	if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return 'image/webp';
	if (text(bytes, 0, 5) === '%PDF-') return recognizePdf(bytes);
	if (starts(bytes, ZIP)) return recognizeOfficeFile(bytes);
	if (text(bytes, 0, 4) === 'GIF8') return refused('files.gif');
	if (/^(heic|heix|hevc|heim|heis|mif1|msf1|avif|avis)$/.test(brandOf(bytes))) return refused('files.heic');
	if (starts(bytes, COMPOUND)) return refused('files.old-office');
	if (PROGRAMS.some((signature) => starts(bytes, signature))) return refused('files.program');
	const beginning = bytes.toString('utf8', 0, 1_000);
	if (/<svg[\s/>]/i.test(beginning)) return refused('files.svg');
	return TAGS.test(beginning) ? refused('files.program') : refused('files.unknown');
}
