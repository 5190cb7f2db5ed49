import { Resvg } from '@resvg/resvg-js';
import { bakePng, bakeSvg } from '#openbadges';
import { Refusal } from '#platform';
import { type Job, mustNotBeServingThread, RECEIVING_THREADS, type Threads } from '#platform/threads';
import { LARGEST_BADGE_DEFINITION_FILE } from './badge-file-content.ts';
import { type BadgeFileRead, readBadgeFile } from './read-badge-file.ts';

/** Most bytes of the file of a badge: four for each character. */
export const LARGEST_BADGE_UPLOAD = 4 * LARGEST_BADGE_DEFINITION_FILE;
/** Width of the picture of a badge as PNG, in pixels. */
const WIDTH = 600;

type Bytes = Uint8Array<ArrayBuffer>;

/** Draws the picture of a badge as PNG, on the calling thread; throws on the one that serves visitors. */
export async function drawBadgeOnCallingThread(drawing: string): Promise<Bytes> {
	mustNotBeServingThread('The picture of a badge was being drawn');
	const picture = new Resvg(drawing, {
		fitTo: { mode: 'width', value: WIDTH },
		font: { loadSystemFonts: false },
	});
	return Uint8Array.from(picture.render().asPng());
}

/** Whether a drawing can be drawn, and hold a signed badge in both of its forms. */
async function canBeIssued(drawing: string): Promise<boolean> {
	try {
		const sample = JSON.stringify({ sample: ']]>'.repeat(3) });
		bakeSvg(drawing, sample);
		bakePng(await drawBadgeOnCallingThread(drawing), sample);
		return true;
	} catch {
		return false;
	}
}

/**
 * Reads the file of a badge and tries its drawings, on the calling thread; throws on the one that serves
 * visitors.
 */
export async function readBadgeOnCallingThread(text: string): Promise<BadgeFileRead> {
	mustNotBeServingThread('The file of a badge was being read');
	const read = readBadgeFile(text);
	if ('faults' in read) return read;
	const { artworkFr, artworkEn } = read.content;
	for (const [place, drawing] of [
		['artwork.fr', artworkFr],
		['artwork.en', artworkEn],
	] as const)
		if (drawing !== null && !(await canBeIssued(drawing)))
			return { faults: [{ place, code: 'drawing-undrawable', params: {} }] };
	return read;
}

const READ: Job<string, BadgeFileRead> = {
	name: 'read-badge',
	pool: RECEIVING_THREADS,
	here: readBadgeOnCallingThread,
};
const DRAW: Job<string, Bytes> = {
	name: 'draw-badge',
	pool: RECEIVING_THREADS,
	here: drawBadgeOnCallingThread,
};

/**
 * Reads the file of a badge on another thread wherever visitors are served. One that takes too long to draw has
 * that fault. Throws `platform.overloaded` (503).
 */
export async function readBadgeElsewhere(threads: Threads, text: string): Promise<BadgeFileRead> {
	try {
		return await threads.do(READ, () => ({ input: text }));
	} catch (problem) {
		if (!(problem instanceof Refusal) || problem.code !== 'platform.too-costly') throw problem;
		return { faults: [{ place: 'artwork', code: 'drawing-too-costly', params: {} }] };
	}
}

/** Draws the picture of a badge as PNG on another thread wherever visitors are served. */
export const drawBadgeElsewhere = (threads: Threads, drawing: string): Promise<Bytes> =>
	threads.do(DRAW, () => ({ input: drawing }));
