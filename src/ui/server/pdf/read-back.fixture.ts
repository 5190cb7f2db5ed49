import { createCanvas } from '@napi-rs/canvas';
import jsQR from 'jsqr';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** An element of a PDF's structure tree, as pdf.js reads it. */
export interface Element {
	readonly role: string;
	readonly alt?: string;
	readonly lang?: string;
	readonly children: readonly (Element | { readonly type: string; readonly id: string })[];
}

type Pdf = Awaited<ReturnType<typeof getDocument>['promise']>;
type Page = Awaited<ReturnType<Pdf['getPage']>>;

/** The PDF operators that put ink on a page. */
const INK = new Set([
	OPS.showText,
	OPS.showSpacedText,
	OPS.nextLineShowText,
	OPS.nextLineSetSpacingShowText,
	OPS.stroke,
	OPS.closeStroke,
	OPS.fill,
	OPS.eoFill,
	OPS.fillStroke,
	OPS.eoFillStroke,
	OPS.closeFillStroke,
	OPS.closeEOFillStroke,
	OPS.shadingFill,
	OPS.paintImageXObject,
	OPS.paintInlineImageXObject,
	OPS.paintImageMaskXObject,
	OPS.paintSolidColorImageMask,
]);

/**
 * Reads the marked content of a PDF page: ids of the tagged parts, number of artifacts, and the operators
 * whose ink is neither.
 */
async function marksOf(page: Page) {
	const { fnArray, argsArray } = await page.getOperatorList();
	const open: { tag: string; mcid: number | null }[] = [];
	const found = { mcids: new Set<number>(), artifacts: 0, ink: 0, loose: [] as number[] };
	fnArray.forEach((operator, at) => {
		const args = argsArray[at] as unknown[] | null;
		if (operator === OPS.beginMarkedContent || operator === OPS.beginMarkedContentProps) {
			const [tag, mcid = null] = args as [string, number | null | undefined];
			open.push({ tag, mcid });
			if (typeof mcid === 'number') found.mcids.add(mcid);
			if (tag === 'Artifact') found.artifacts += 1;
		} else if (operator === OPS.endMarkedContent) open.pop();
		else if (INK.has(operator) || (operator === OPS.constructPath && INK.has(args?.[0] as number))) {
			found.ink += 1;
			if (!open.some(({ tag, mcid }) => tag === 'Artifact' || mcid !== null)) found.loose.push(operator);
		}
	});
	return { ...found, unclosed: open.length };
}

/** Lists every element of a PDF's structure tree, in reading order. */
export const elementsOf = (node: Element): readonly Element[] => [
	node,
	...node.children.flatMap((child) => ('role' in child ? elementsOf(child) : [])),
];

const leavesOf = (tree: Element) =>
	elementsOf(tree).flatMap(({ role, children }) =>
		children.flatMap((child) => ('id' in child ? [{ role, ...child }] : [])),
	);

async function readPage(pdf: Pdf, number: number) {
	const page = await pdf.getPage(number);
	const tree = (await page.getStructTree()) as unknown as Element;
	const marks = await marksOf(page);
	const texts = new Map<string, string>();
	let current = '';
	const { items } = await page.getTextContent({ includeMarkedContent: true });
	for (const item of items) {
		if ('type' in item) {
			if (item.type === 'beginMarkedContentProps') current = item.id;
		} else texts.set(current, (texts.get(current) ?? '') + item.str);
	}
	const leaves = leavesOf(tree);
	// pdf.js drops the space at the end of a line, so the parts are joined with a space.
	const textOf = (element: Element): string =>
		element.children
			.map((child) => ('role' in child ? textOf(child) : (texts.get(child.id) ?? '')))
			.join(' ')
			.replace(/ +/g, ' ');
	return {
		tree,
		marks,
		elements: elementsOf(tree),
		textOf,
		/** Ids of the tagged parts of the page that the structure tree contains. */
		held: new Set(
			leaves.filter(({ type }) => type === 'content').map(({ id }) => Number(id.match(/mc(\d+)$/)?.[1])),
		),
		links: (await page.getAnnotations()).map(({ subtype, url, unsafeUrl, contentsObj }) => ({
			subtype: subtype as string,
			url: (url ?? unsafeUrl) as string,
			contents: (contentsObj as { str: string }).str,
		})),
		annotated: leaves.filter(({ type }) => type === 'annotation').map(({ role }) => role),
		/** Reads the text of the page's QR code from the page's picture. */
		async scan(): Promise<string | undefined> {
			const viewport = page.getViewport({ scale: 2 });
			const canvas = createCanvas(viewport.width, viewport.height);
			const canvasContext = canvas.getContext('2d') as unknown as CanvasRenderingContext2D;
			await page.render({ canvas: null, canvasContext, viewport }).promise;
			const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
			return jsQR(Uint8ClampedArray.from(data), width, height)?.data;
		},
	};
}

// pdfjs-dist 6 returns Maps where its types say objects.
const asMap = (given: unknown) => given as ReadonlyMap<string, unknown>;

/** Reads a PDF with a library (pdf.js) other than the one that wrote it, for tests. */
export async function readBack(bytes: Uint8Array) {
	const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
	const pdf = await task.promise;
	const { info, metadata } = await pdf.getMetadata();
	const raw = Buffer.from(bytes).toString('latin1');
	const count = (pattern: RegExp) => [...raw.matchAll(pattern)].length;
	const pages = [];
	for (let number = 1; number <= pdf.numPages; number++) pages.push(await readPage(pdf, number));
	return {
		pages,
		info: info as Record<string, unknown>,
		xmp: (name: string) => metadata?.get(name) as unknown,
		marked: asMap(await pdf.getMarkInfo()).get('Marked'),
		showsTitle: asMap(await pdf.getViewerPreferences()).get('DisplayDocTitle'),
		fonts: {
			described: count(/\/Type \/FontDescriptor/g),
			embedded: count(/\/FontFile2 /g),
			standard: count(/\/Subtype \/Type1\b/g),
		},
		close: () => task.destroy(),
	};
}
