import { strToU8, zipSync, type Zippable } from 'fflate';
import PDFDocument from 'pdfkit';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';

/** Makes a PDF of this many pages, as a program that prints would. */
export async function pdfOf(pages: number): Promise<Buffer> {
	const pdf = new PDFDocument({ autoFirstPage: false });
	for (let page = 1; page <= pages; page += 1) pdf.addPage().text(`Page ${page}`);
	pdf.end();
	return buffer(pdf);
}

/** What makes a folder of parts one of the three Office Open XML documents. */
export const OPEN_XML_PARTS = {
	docx: 'word/document.xml',
	xlsx: 'xl/workbook.xml',
	pptx: 'ppt/presentation.xml',
} as const;

/** Packs parts as an Office Open XML document of a kind, with others beside. */
export const openXml = (kind: keyof typeof OPEN_XML_PARTS, others: Zippable = {}): Buffer =>
	Buffer.from(
		zipSync({
			'[Content_Types].xml': strToU8('<?xml version="1.0"?><Types/>'),
			'_rels/.rels': strToU8('<?xml version="1.0"?><Relationships/>'),
			[OPEN_XML_PARTS[kind]]: strToU8(`<?xml version="1.0"?><w:t>${'Une trace. '.repeat(40)}</w:t>`),
			...others,
		}),
	);

/** Packs an OpenDocument file of a kind (`text`, `spreadsheet`…), with others beside. */
export const openDocument = (kind: string, others: Zippable = {}): Buffer =>
	Buffer.from(
		zipSync({
			mimetype: [strToU8(`application/vnd.oasis.opendocument.${kind}`), { level: 0 }],
			'content.xml': strToU8('<?xml version="1.0"?><office:document-content/>'),
			'META-INF/manifest.xml': strToU8('<?xml version="1.0"?><manifest/>'),
			...others,
		}),
	);

/** A photo of two colours, left and right, with all that a telephone writes beside its pixels. */
export const photo = async (format: 'jpeg' | 'png' | 'webp', orientation = 6): Promise<Buffer> =>
	sharp({ create: { width: 60, height: 40, channels: 3, background: '#c03020' } })
		.composite([
			{ input: { create: { width: 30, height: 40, channels: 3, background: '#2030c0' } }, left: 30, top: 0 },
		])
		.toFormat(format)
		.withExif({
			IFD0: { Make: 'Teleph0ne', Artist: 'Ada Secrete', ImageDescription: 'Chez-elle' },
			IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '46/1 48/1 50/1', GPSLongitudeRef: 'W' },
		})
		.withMetadata({ orientation })
		.withIccProfile('p3')
		.withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><x>Chez-elle-xmp</x></x:xmpmeta>')
		.toBuffer();
