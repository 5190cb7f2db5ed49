import {
	GREY,
	HAIRLINE_WIDTH,
	type BlockOfKind,
	type ScaledPdf,
	sideBySide,
	SPACE,
	textStyleOf,
} from './rhythm.ts';
import { type PageStrip, textStrips } from './set-text.ts';
import { drawArtifact, type Tag } from './tag.ts';

/**
 * Sets a list of a PDF, each item after its bullet or number, as strips: parts that are never split over
 * pages.
 */
export function list(
	paper: ScaledPdf,
	{ items, ordered = false }: BlockOfKind<'list'>,
	width: number,
	tag: Tag,
): PageStrip[] {
	const indent = 14;
	const own = tag.inside('L');
	return items.flatMap((item, at) => {
		const li = own.inside('LI');
		const [label] = textStrips(paper.doc, ordered ? `${at + 1}.` : '•', {
			type: textStyleOf(paper, 'plain'),
			width: indent,
			tag: li.inside('Lbl'),
		});
		const above = at === 0 ? SPACE.small : SPACE.tiny;
		const body = { type: textStyleOf(paper, 'plain'), width: width - indent, tag: li.inside('LBody'), above };
		return textStrips(paper.doc, item, body).map((strip, line): PageStrip => ({
			...strip,
			draw(x, y) {
				if (line === 0) label?.draw(x, y);
				strip.draw(x + indent, y);
			},
		}));
	});
}

/**
 * Sets names and their values for a PDF, two pairs to a row, as strips: parts that are never split over
 * pages.
 */
export function facts(
	paper: ScaledPdf,
	{ pairs }: BlockOfKind<'facts'>,
	width: number,
	tag: Tag,
): PageStrip[] {
	const own = tag.inside('L');
	const column = (width - SPACE.gap) / 2;
	const cells = pairs.map(({ name, value }) => {
		const li = own.inside('LI');
		return [
			...textStrips(paper.doc, name, {
				type: textStyleOf(paper, 'small'),
				width: column,
				tag: li.inside('Lbl'),
			}),
			...textStrips(paper.doc, value, {
				type: textStyleOf(paper, 'plain'),
				width: column,
				tag: li.inside('LBody'),
			}),
		];
	});
	return cells.flatMap((strips, at) =>
		at % 2 === 1
			? []
			: [
					sideBySide(
						[
							{ left: 0, strips },
							{ left: column + SPACE.gap, strips: cells[at + 1] ?? [] },
						],
						SPACE.small,
					),
				],
	);
}

/**
 * Sets a table of a PDF, with columns of equal width, the header row first and a hairline under each row, as
 * strips: parts that are never split over pages.
 */
export function table(
	paper: ScaledPdf,
	{ columns, rows, named = false }: BlockOfKind<'table'>,
	width: number,
	tag: Tag,
): PageStrip[] {
	const own = tag.inside('Table');
	const step = (width + SPACE.gap) / columns.length;
	const room = step - SPACE.gap;
	const markRooms = columns.map(({ mark }) => (mark ? 17 : 0));
	const row = (cells: readonly PageStrip[][], indents: readonly number[], above: number): PageStrip => {
		const strip = sideBySide(
			cells.map((strips, at) => ({ left: at * step + (indents[at] ?? 0), strips })),
			above,
		);
		return {
			...strip,
			height: strip.height + SPACE.small,
			draw(x, y) {
				strip.draw(x, y);
				const foot = y + strip.height + SPACE.small;
				drawArtifact(paper.doc, () =>
					paper.doc
						.lineWidth(HAIRLINE_WIDTH)
						.moveTo(x, foot)
						.lineTo(x + width, foot)
						.stroke(GREY),
				);
			},
		};
	};
	const head = own.inside('TR');
	const names = row(
		columns.map(({ name, mark }, column) =>
			textStrips(paper.doc, name, {
				type: textStyleOf(paper, 'strong'),
				width: room - (markRooms[column] ?? 0),
				tag: head.inside('TH', { scope: 'Column' }),
			}).map((strip, at): PageStrip => {
				if (at > 0 || !mark) return strip;
				const draw = (x: number, y: number) => {
					drawArtifact(paper.doc, () => {
						paper.doc.translate(x - (markRooms[column] ?? 0), y + 0.6);
						mark(paper.doc);
					});
					strip.draw(x, y);
				};
				return { ...strip, draw };
			}),
		),
		markRooms,
		SPACE.small,
	);
	const body = rows.map((cells) => {
		const tr = own.inside('TR');
		const texts = cells.map((cell, at) => {
			const tag = named && at === 0 ? tr.inside('TH', { scope: 'Row' }) : tr.inside('TD');
			return textStrips(paper.doc, cell, { type: textStyleOf(paper, 'plain'), width: room, tag });
		});
		return row(texts, [], SPACE.small);
	});
	// The table is kept on one page where possible, because the header row is not repeated on the next.
	return [names, ...body].map((strip, at) => ({ ...strip, keep: at < body.length }));
}
