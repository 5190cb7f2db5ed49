import type { Block, Figure, Look } from './content.ts';
import { GREY, HAIR, type Of, type Paper, side, SPACE, typeOf } from './rhythm.ts';
import { facts, list, table } from './rows.ts';
import { type Strip, textStrips } from './set-text.ts';
import { artifact, type Tag } from './tag.ts';

function figure(paper: Paper, { alt, width, height, draw }: Figure, tag: Tag): Strip {
	return {
		above: SPACE.block,
		height,
		draw(x, y) {
			const own = tag.inside('Figure', { alt, bbox: [x, y, x + width, y + height] });
			own.content(() => {
				paper.doc.save().translate(x, y);
				draw(paper.doc);
				paper.doc.restore();
			});
		},
	};
}

function notice(
	paper: Paper,
	{ title, text, grave = false }: Of<'notice'>,
	width: number,
	tag: Tag,
): Strip[] {
	const own = tag.inside('Sect');
	const indent = 12;
	const inner = width - indent;
	const name = {
		type: typeOf(paper, grave ? 'grave' : 'strong'),
		width: inner,
		tag: own.inside('P'),
		keep: true,
	};
	const said = { type: typeOf(paper, 'plain'), width: inner, tag: own.inside('P'), above: SPACE.tiny };
	const strips = [...textStrips(paper.doc, title, name), ...textStrips(paper.doc, text, said)];
	return strips.map((strip, at) => ({
		...strip,
		above: at === 0 ? SPACE.block : strip.above,
		draw(x, y) {
			const top = at === 0 ? y : y - strip.above;
			const bar = () => paper.doc.rect(x, top, grave ? 4 : 2, y + strip.height - top).fill('black');
			artifact(paper.doc, bar);
			strip.draw(x + indent, y);
		},
	}));
}

function beside(paper: Paper, { figure: drawing, blocks }: Of<'beside'>, width: number, tag: Tag): Strip {
	const left = drawing.width + SPACE.gap;
	const strips = blocks.flatMap((block) => stripsOf(paper, block, width - left, tag));
	return side(
		[
			{ left: 0, strips: [figure(paper, drawing, tag)] },
			{ left, strips },
		],
		SPACE.block,
	);
}

const heading = (paper: Paper, { level, text }: Of<'heading'>, width: number, tag: Tag): Strip[] =>
	textStrips(paper.doc, text, {
		type: typeOf(paper, `h${level}`),
		width,
		tag: tag.inside(`H${level}`),
		above: level === 1 ? SPACE.tiny : level === 2 ? SPACE.section : SPACE.block,
		keep: true,
	});

function paragraph(paper: Paper, block: Of<'paragraph'>, width: number, tag: Tag): Strip[] {
	const look: Look = block.look ?? 'plain';
	const own = tag.inside('P', block.lang ? { lang: block.lang } : {});
	return textStrips(paper.doc, block.text, {
		type: typeOf(paper, look),
		width,
		tag: own,
		above: SPACE.small,
	});
}

const rule = (paper: Paper, width: number): Strip => ({
	above: SPACE.section,
	height: HAIR,
	keep: true,
	draw: (x, y) =>
		artifact(paper.doc, () =>
			paper.doc
				.lineWidth(HAIR)
				.moveTo(x, y)
				.lineTo(x + width, y)
				.stroke(GREY),
		),
});

function partsOf(paper: Paper, block: Block, width: number, tag: Tag): Strip[] {
	switch (block.kind) {
		case 'heading':
			return heading(paper, block, width, tag);
		case 'paragraph':
			return paragraph(paper, block, width, tag);
		case 'list':
			return list(paper, block, width, tag);
		case 'facts':
			return facts(paper, block, width, tag);
		case 'table':
			return table(paper, block, width, tag);
		case 'notice':
			return notice(paper, block, width, tag);
		case 'beside':
			return [beside(paper, block, width, tag)];
		case 'figure':
			return [figure(paper, block, tag)];
		case 'rule':
			return [rule(paper, width)];
	}
}

/**
 * Sets a block of a PDF as strips (parts that are never split over pages) for a column of this width in
 * points, inside the structure element `tag`.
 */
export function stripsOf(paper: Paper, block: Block, width: number, tag: Tag): Strip[] {
	return partsOf(paper, block, width, tag).map((strip) => ({ ...strip, above: strip.above * paper.scale }));
}
