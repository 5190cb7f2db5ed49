import type { Block, Figure, PdfContent, Pen } from './content.ts';

/** One stroke of a pen: what it is asked, and with what. */
type Stroke = readonly [name: keyof Pen, ...using: readonly unknown[]];
type Drawing = (pen: Pen) => void;

/** A value in which every function was replaced by what it draws or says, so that it can be copied and compared. */
export interface Drawn {
	readonly content: unknown;
	/** The foot of a page, with marks where the page and their number go. */
	readonly footer: string;
}

// Of the private use area: in no text that anybody writes on purpose.
const [PAGE, PAGES] = ['\uE000', '\uE001'];

/** The strokes of a drawing, in their order. */
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

/** The drawing again. */
const drawingOf =
	(strokes: readonly Stroke[]): Drawing =>
	(pen) => {
		for (const [name, ...using] of strokes)
			(pen[name] as (...using: readonly unknown[]) => unknown).apply(pen, [...using]);
	};

type Column = Extract<Block, { kind: 'table' }>['columns'][number];

/** The same blocks with each drawing changed. */
function withDrawings(blocks: readonly Block[], change: (draw: never) => unknown): readonly Block[] {
	const figure = (one: Figure) => ({ ...one, draw: change(one.draw as never) }) as Figure;
	const column = (one: Column) => (one.mark ? { ...one, mark: change(one.mark as never) } : one) as Column;
	return blocks.map((block): Block => {
		if (block.kind === 'figure') return figure(block);
		if (block.kind === 'table') return { ...block, columns: block.columns.map(column) };
		if (block.kind !== 'beside') return block;
		return { ...block, figure: figure(block.figure), blocks: withDrawings(block.blocks, change) };
	});
}

/** A document as a value: the same document gives the same one. */
export function asDrawn({ footer, blocks, ...content }: PdfContent): Drawn {
	return {
		content: { ...content, blocks: withDrawings(blocks, strokesOf as (draw: never) => unknown) },
		footer: footer(PAGE, PAGES),
	};
}

/** The document again. */
export function fromDrawn({ content, footer }: Drawn): PdfContent {
	const whole = content as Omit<PdfContent, 'footer'>;
	return {
		...whole,
		blocks: withDrawings(whole.blocks, drawingOf as (draw: never) => unknown),
		footer: (page, pages) => footer.replaceAll(PAGE, page).replaceAll(PAGES, pages),
	};
}
