import type { Block, PdfFigure, Look } from './content.ts';
import {
	GREY,
	HAIRLINE_WIDTH,
	type BlockOfKind,
	type ScaledPdf,
	sideBySide,
	SPACE,
	textStyleOf,
} from './rhythm.ts';
import { facts, list, table } from './rows.ts';
import { type PageStrip, textStrips } from './set-text.ts';
import { drawArtifact, type Tag } from './tag.ts';

function figure(paper: ScaledPdf, { alt, width, height, draw }: PdfFigure, tag: Tag): PageStrip {
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
	paper: ScaledPdf,
	{ title, text, grave = false }: BlockOfKind<'notice'>,
	width: number,
	tag: Tag,
): PageStrip[] {
	const own = tag.inside('Sect');
	const indent = 12;
	const inner = width - indent;
	const name = {
		type: textStyleOf(paper, grave ? 'grave' : 'strong'),
		width: inner,
		tag: own.inside('P'),
		keep: true,
	};
	const said = { type: textStyleOf(paper, 'plain'), width: inner, tag: own.inside('P'), above: SPACE.tiny };
	const strips = [...textStrips(paper.doc, title, name), ...textStrips(paper.doc, text, said)];
	return strips.map((strip, at) => ({
		...strip,
		above: at === 0 ? SPACE.block : strip.above,
		draw(x, y) {
			const top = at === 0 ? y : y - strip.above;
			const bar = () => paper.doc.rect(x, top, grave ? 4 : 2, y + strip.height - top).fill('black');
			drawArtifact(paper.doc, bar);
			strip.draw(x + indent, y);
		},
	}));
}

function beside(
	paper: ScaledPdf,
	{ figure: drawing, blocks }: BlockOfKind<'beside'>,
	width: number,
	tag: Tag,
): PageStrip {
	const left = drawing.width + SPACE.gap;
	const strips = blocks.flatMap((block) => stripsOf(paper, block, width - left, tag));
	return sideBySide(
		[
			{ left: 0, strips: [figure(paper, drawing, tag)] },
			{ left, strips },
		],
		SPACE.block,
	);
}

const heading = (
	paper: ScaledPdf,
	{ level, text }: BlockOfKind<'heading'>,
	width: number,
	tag: Tag,
): PageStrip[] =>
	textStrips(paper.doc, text, {
		type: textStyleOf(paper, `h${level}`),
		width,
		tag: tag.inside(`H${level}`),
		above: level === 1 ? SPACE.tiny : level === 2 ? SPACE.section : SPACE.block,
		keep: true,
	});

function paragraph(paper: ScaledPdf, block: BlockOfKind<'paragraph'>, width: number, tag: Tag): PageStrip[] {
	const look: Look = block.look ?? 'plain';
	const own = tag.inside('P', block.lang ? { lang: block.lang } : {});
	return textStrips(paper.doc, block.text, {
		type: textStyleOf(paper, look),
		width,
		tag: own,
		above: SPACE.small,
	});
}

const rule = (paper: ScaledPdf, width: number): PageStrip => ({
	above: SPACE.section,
	height: HAIRLINE_WIDTH,
	keep: true,
	draw: (x, y) =>
		drawArtifact(paper.doc, () =>
			paper.doc
				.lineWidth(HAIRLINE_WIDTH)
				.moveTo(x, y)
				.lineTo(x + width, y)
				.stroke(GREY),
		),
});

function partsOf(paper: ScaledPdf, block: Block, width: number, tag: Tag): PageStrip[] {
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
export function stripsOf(paper: ScaledPdf, block: Block, width: number, tag: Tag): PageStrip[] {
	return partsOf(paper, block, width, tag).map((strip) => ({ ...strip, above: strip.above * paper.scale }));
}
