import { createHash } from 'node:crypto';
import { Resvg } from '@resvg/resvg-js';
import { type Job, mustNotBeServingThread } from '#platform/threads';
import { type PreviewCard, CARD, drawCard } from './card.ts';
import { FileCache } from './file-cache.ts';
import { PRINTING, type PrintContext } from './printing-pool.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const png = (drawing: string, width: number) =>
	new Resvg(drawing, { fitTo: { mode: 'width', value: width }, font: { loadSystemFonts: false } })
		.render()
		.asPng();

/** Draws a link's preview card as a PNG on the present thread; throws on the thread that answers visitors. */
export async function drawCardOnCallingThread({ artwork, ...text }: PreviewCard): Promise<Bytes> {
	mustNotBeServingThread('A card was being drawn');
	return Uint8Array.from(png(drawCard(text, png(artwork, 860)), CARD.width));
}

const DRAW: Job<PreviewCard, Bytes> = { name: 'card', pool: PRINTING, here: drawCardOnCallingThread };

/** Returns a hash of everything that a link's preview card shows: its key in the cache. */
export const cardKey = (card: PreviewCard): string =>
	createHash('sha256').update(JSON.stringify(card)).digest('base64url').slice(0, 27);

const kept = new FileCache(8 * 1024 * 1024);

/**
 * Makes a link's preview card as a PNG, drawn on another thread wherever visitors are served, then cached.
 * Throws the refusals of `Threads`.
 */
export const drawCardCached = ({ threads, whose }: PrintContext, card: PreviewCard): Promise<Bytes> =>
	kept.of(cardKey(card), () => threads.do(DRAW, () => ({ input: card }), { whose }));
