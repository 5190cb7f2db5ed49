import { type DocumentType, refused, type RefusedContent } from './file-types.ts';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** Sizes (bytes) of the fixed parts of a ZIP's last record, of an entry of its list, and before an entry. */
const SIZES = { end: 22, entry: 46, before: 30 } as const;
/**
 * Most entries of a document, and most bytes that they may be when unpacked: a presentation of three hundred
 * slides with films in it holds about 3,000, and weighs no more than it does packed.
 */
const MOST = { entries: 10_000, unpacked: 500_000_000, ratio: 200 } as const;

interface Entry {
	readonly name: string;
	readonly packed: number;
	readonly unpacked: number;
}

/**
 * Reads the list at the end of a ZIP file, without unpacking anything. Returns undefined for a file that is not
 * exactly one ZIP: something before or after it, several parts, ZIP64 (only files above 4 GB need it).
 */
function entriesOf(bytes: Buffer): readonly Entry[] | undefined {
	const end = bytes.length - SIZES.end;
	// Office programs write no comment at the end; with one, another list could hide in it.
	if (end < 0 || bytes.readUInt32LE(end) !== END || bytes.readUInt16LE(end + 20) !== 0) return undefined;
	const count = bytes.readUInt16LE(end + 10);
	const size = bytes.readUInt32LE(end + 12);
	const start = bytes.readUInt32LE(end + 16);
	if (bytes.readUInt32LE(end + 4) !== 0 || start + size !== end || count > MOST.entries) return undefined;
	const entries: Entry[] = [];
	let at = start;
	while (entries.length < count) {
		if (at + SIZES.entry > end || bytes.readUInt32LE(at) !== ENTRY) return undefined;
		const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)) as [
			number,
			number,
			number,
		];
		const from = at + SIZES.entry;
		entries.push({
			name: bytes.toString('utf8', from, from + name),
			packed: bytes.readUInt32LE(at + 20),
			unpacked: bytes.readUInt32LE(at + 24),
		});
		at = from + name + extra + comment;
	}
	return at === end ? entries : undefined;
}

const total = (entries: readonly Entry[], of: 'packed' | 'unpacked') =>
	entries.reduce((sum, entry) => sum + entry[of], 0);

/** True when an entry's name would leave the folder into which somebody unpacks the document. */
const escapes = ({ name }: Entry) =>
	/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\0/.test(name) || name.length > 1_000;

/**
 * Names, in a document, of what a program in it would be: macros of Word, Excel and PowerPoint, controls, and
 * those of OpenDocument.
 */
const PROGRAM =
	/(^|\/)(vbaProject\.bin|vbaData\.xml|vbaProjectSignature\w*\.bin)$|^xl\/macrosheets\/|(^|\/)activeX\/|^(Basic|Scripts|Dialogs)\/./i;

/** The folder that tells the three kinds of Office Open XML apart. */
const OPEN_XML: readonly (readonly [string, DocumentType])[] = [
	['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
	['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
	['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];
const OPEN_DOCUMENT: ReadonlySet<string> = new Set<DocumentType>([
	'application/vnd.oasis.opendocument.text',
	'application/vnd.oasis.opendocument.spreadsheet',
	'application/vnd.oasis.opendocument.presentation',
]);

/** The type that an OpenDocument file says in its first entry, which is stored as it is for that purpose. */
function openDocumentType(bytes: Buffer): string {
	const [method, size, name, extra] = [
		bytes.readUInt16LE(8),
		bytes.readUInt32LE(18),
		bytes.readUInt16LE(26),
		bytes.readUInt16LE(28),
	] as const;
	const from = SIZES.before + name + extra;
	if (method !== 0 || bytes.toString('latin1', SIZES.before, SIZES.before + name) !== 'mimetype') return '';
	return bytes.toString('latin1', from, from + Math.min(size, 100));
}

function typeOf(bytes: Buffer, entries: readonly Entry[]): DocumentType | undefined {
	const said = openDocumentType(bytes);
	if (OPEN_DOCUMENT.has(said) && entries.some(({ name }) => name === 'content.xml'))
		return said as DocumentType;
	const has = (wanted: string) => entries.some(({ name }) => name === wanted);
	if (!has('[Content_Types].xml') || !has('_rels/.rels')) return undefined;
	// The binary form of a workbook has the same folders.
	if (has('xl/workbook.bin')) return undefined;
	const kinds = OPEN_XML.filter(([folder]) => entries.some(({ name }) => name.startsWith(folder)));
	return kinds.length === 1 ? kinds[0]?.[1] : undefined;
}

/**
 * Recognizes an office document (a ZIP file) by the list of what it holds, which is all that is read: nothing
 * is unpacked. Refuses other ZIP files, bombs, and documents that hold programs or names that leave their
 * folder.
 */
export function recognizeOfficeFile(bytes: Buffer): DocumentType | RefusedContent {
	const entries = bytes.length > SIZES.before ? entriesOf(bytes) : undefined;
	if (!entries) return refused('files.damaged');
	const type = typeOf(bytes, entries);
	if (!type) return refused('files.archive');
	const packed = total(entries, 'packed');
	const unpacked = total(entries, 'unpacked');
	// Entries that overlap are together larger than the file: the mark of a bomb.
	if (packed > bytes.length || unpacked > MOST.unpacked || unpacked > packed * MOST.ratio)
		return refused('files.bomb');
	if (entries.some(escapes)) return refused('files.archive');
	return entries.some(({ name }) => PROGRAM.test(name)) ? refused('files.program') : type;
}
