import type { Block, PdfFigure, PdfContent, Pen } from './content.ts';

/** A recorded drawing operation of pdfkit: its name and arguments. */
type Stroke = readonly [name: keyof Pen, ...using: readonly unknown[]];
type Drawing = (pen: Pen) => void;

/**
 * A PDF document in which every function is replaced by its recorded operations or text, so that it can be
 * sent to another thread and compared.
 */
export interface RecordedPdf {
	readonly content: unknown;
	/** Text of a page's footer, with placeholders for its number and the number of pages. */
	readonly footer: string;
}

// The placeholders are characters of Unicode's private use area, which no text normally contains.
const [PAGE, PAGES] = ['\uE000', '\uE001'];

/** Calls a drawing function and records its operations, in order. */
function strokesOf(draw: Drawing): readonly Stroke[] {
	const strokes: Stroke[] = [];
	const pen: Pen = new Proxy({} as Pen, {
		get:
			(_none, name) =>
			(...using: unknown[]) => {
				strokes.push([name as keyof Pen, ...using]);
				return pen;
			},
	});
	draw(pen);
	return strokes;
}

/** Makes a drawing function that repeats recorded operations. */
const drawingOf =
	(strokes: readonly Stroke[]): Drawing =>
	(pen) => {
		for (const [name, ...using] of strokes)
			(pen[name] as (...using: readonly unknown[]) => unknown).apply(pen, [...using]);
	};

type Column = Extract<Block, { kind: 'table' }>['columns'][number];

/** Copies the blocks of a document with `change` applied to each drawing function. */
function withDrawings(blocks: readonly Block[], change: (draw: never) => unknown): readonly Block[] {
	const figure = (one: PdfFigure) => ({ ...one, draw: change(one.draw as never) }) as PdfFigure;
	const column = (one: Column) => (one.mark ? { ...one, mark: change(one.mark as never) } : one) as Column;
	return blocks.map((block): Block => {
		if (block.kind === 'figure') return figure(block);
		if (block.kind === 'table') return { ...block, columns: block.columns.map(column) };
		if (block.kind !== 'beside') return block;
		return { ...block, figure: figure(block.figure), blocks: withDrawings(block.blocks, change) };
	});
}

/**
 * Converts a PDF document to a value without functions, which can be sent to another thread; equal documents
 * give equal values.
 */
export function toRecordedPdf({ footer, blocks, ...content }: PdfContent): RecordedPdf {
	return {
		content: { ...content, blocks: withDrawings(blocks, strokesOf as (draw: never) => unknown) },
		footer: footer(PAGE, PAGES),
	};
}

/** Converts a value made by `toRecordedPdf` back to a PDF document. */
export function fromRecordedPdf({ content, footer }: RecordedPdf): PdfContent {
	const whole = content as Omit<PdfContent, 'footer'>;
	return {
		...whole,
		blocks: withDrawings(whole.blocks, drawingOf as (draw: never) => unknown),
		footer: (page, pages) => footer.replaceAll(PAGE, page).replaceAll(PAGES, pages),
	};
}
