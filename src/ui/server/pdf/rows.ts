import { GREY, HAIR, type Of, type Paper, side, SPACE, typeOf } from './rhythm.ts';
import { type Strip, textStrips } from './set-text.ts';
import { artifact, type Tag } from './tag.ts';

/**
 * Sets a list of a PDF, each item after its bullet or number, as strips: parts that are never split over
 * pages.
 */
export function list(paper: Paper, { items, ordered = false }: Of<'list'>, width: number, tag: Tag): Strip[] {
	const indent = 14;
	const own = tag.inside('L');
	return items.flatMap((item, at) => {
		const li = own.inside('LI');
		const [label] = textStrips(paper.doc, ordered ? `${at + 1}.` : '•', {
			type: typeOf(paper, 'plain'),
			width: indent,
			tag: li.inside('Lbl'),
		});
		const above = at === 0 ? SPACE.small : SPACE.tiny;
		const body = { type: typeOf(paper, 'plain'), width: width - indent, tag: li.inside('LBody'), above };
		return textStrips(paper.doc, item, body).map((strip, line): Strip => ({
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
export function facts(paper: Paper, { pairs }: Of<'facts'>, width: number, tag: Tag): Strip[] {
	const own = tag.inside('L');
	const column = (width - SPACE.gap) / 2;
	const cells = pairs.map(({ name, value }) => {
		const li = own.inside('LI');
		return [
			...textStrips(paper.doc, name, { type: typeOf(paper, 'small'), width: column, tag: li.inside('Lbl') }),
			...textStrips(paper.doc, value, {
				type: typeOf(paper, 'plain'),
				width: column,
				tag: li.inside('LBody'),
			}),
		];
	});
	return cells.flatMap((strips, at) =>
		at % 2 === 1
			? []
			: [
					side(
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
	paper: Paper,
	{ columns, rows, named = false }: Of<'table'>,
	width: number,
	tag: Tag,
): Strip[] {
	const own = tag.inside('Table');
	const step = (width + SPACE.gap) / columns.length;
	const room = step - SPACE.gap;
	const markRooms = columns.map(({ mark }) => (mark ? 17 : 0));
	const row = (cells: readonly Strip[][], indents: readonly number[], above: number): Strip => {
		const strip = side(
			cells.map((strips, at) => ({ left: at * step + (indents[at] ?? 0), strips })),
			above,
		);
		return {
			...strip,
			height: strip.height + SPACE.small,
			draw(x, y) {
				strip.draw(x, y);
				const foot = y + strip.height + SPACE.small;
				artifact(paper.doc, () =>
					paper.doc
						.lineWidth(HAIR)
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
				type: typeOf(paper, 'strong'),
				width: room - (markRooms[column] ?? 0),
				tag: head.inside('TH', { scope: 'Column' }),
			}).map((strip, at): Strip => {
				if (at > 0 || !mark) return strip;
				const draw = (x: number, y: number) => {
					artifact(paper.doc, () => {
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
			return textStrips(paper.doc, cell, { type: typeOf(paper, 'plain'), width: room, tag });
		});
		return row(texts, [], SPACE.small);
	});
	// The table is kept on one page where possible, because the header row is not repeated on the next.
	return [names, ...body].map((strip, at) => ({ ...strip, keep: at < body.length }));
}
