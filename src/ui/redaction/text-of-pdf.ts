import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist';
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

/** Most pages of a PDF whose text is read: an old phone takes a second for some ten. */
const MOST_PAGES = 60;

/** Reads the text of a PDF on the device, a line of the page on each line; throws for one that cannot be read. */
export async function textOfPdf(bytes: ArrayBuffer): Promise<string> {
	GlobalWorkerOptions.workerSrc = worker;
	const loading = getDocument({ data: bytes, disableFontFace: true });
	try {
		const pdf = await loading.promise;
		const pages: string[] = [];
		for (let page = 1; page <= Math.min(pdf.numPages, MOST_PAGES); page += 1) {
			const { items } = await (await pdf.getPage(page)).getTextContent();
			pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
		}
		return pages.join('\n');
	} finally {
		await loading.destroy();
	}
}
