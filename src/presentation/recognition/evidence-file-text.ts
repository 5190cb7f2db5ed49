import type { EvidenceFile } from '#applications';
import type { Locale } from '#platform';

/** The file that the forms of a piece of evidence may carry. */
export const EVIDENCE_FILE = { field: 'file', kinds: 'any' } as const;

/** A file given as evidence, as a page shows it. */
export interface ShownFile {
	readonly href: string;
	/** The name it was sent under; '' when it had none. */
	readonly name: string;
	/** What it is, as people name it: `PDF`, `JPEG`. */
	readonly kind: string;
	/** Its size in the reader's language, such as « 1,2 Mo ». */
	readonly size: string;
	/** Its size in pixels, for a picture, which the page shows; null for a document. */
	readonly picture: { readonly width: number; readonly height: number } | null;
}

const KINDS: Readonly<Record<string, string>> = {
	'image/png': 'PNG',
	'image/jpeg': 'JPEG',
	'image/webp': 'WebP',
	'application/pdf': 'PDF',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PPTX',
	'application/vnd.oasis.opendocument.text': 'ODT',
	'application/vnd.oasis.opendocument.spreadsheet': 'ODS',
	'application/vnd.oasis.opendocument.presentation': 'ODP',
};

const UNITS = { fr: ['Ko', 'Mo'], en: ['KB', 'MB'] } as const;

/** The size of a file in a reader's language: kilobytes below a megabyte, then megabytes with one decimal. */
export function sizeText(bytes: number, locale: Locale): string {
	const [small, large] = UNITS[locale];
	const inMegabytes = bytes >= 999_500;
	const amount = inMegabytes ? Math.round(bytes / 100_000) / 10 : Math.max(1, Math.round(bytes / 1_000));
	const number = locale === 'fr' ? String(amount).replace('.', ',') : String(amount);
	return `${number}\u00a0${inMegabytes ? large : small}`;
}

/** A file as a page shows it, in the reader's language; `under` is the path of the application it is read from. */
export function shownFile(file: EvidenceFile | undefined, under: string, locale: Locale): ShownFile | null {
	if (!file) return null;
	const { id, name, type, bytes, width, height } = file;
	return {
		href: `${under}/files/${id}`,
		name,
		kind: KINDS[type] ?? '',
		size: sizeText(bytes, locale),
		picture: width !== null && height !== null ? { width, height } : null,
	};
}
