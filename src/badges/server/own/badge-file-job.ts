import { Resvg } from '@resvg/resvg-js';
import { bakePng, bakeSvg } from '#openbadges';
import { Refusal } from '#platform';
import {
	type FormFields,
	type Job,
	type JobOptions,
	mustNotBeServingThread,
	parseForm,
	RECEIVING_THREADS,
	type Threads,
} from '#platform/threads';
import { LARGEST_BADGE_DEFINITION_FILE } from './badge-file-content.ts';
import { type BadgeFileRead, readBadgeFile } from './read-badge-file.ts';

/** The field of the text of a badge's file in its form; a file that is sent takes its place. */
const FIELD = 'content';
/** Most parts of that form. */
const MOST_PARTS = 20;
/** Most bytes of the file of a badge: four for each character. */
export const LARGEST_BADGE_UPLOAD = 4 * LARGEST_BADGE_DEFINITION_FILE;
/** Width of the picture of a badge as PNG, in pixels. */
const WIDTH = 600;

type Bytes = Uint8Array<ArrayBuffer>;

interface SentForm {
	readonly body: Bytes;
	readonly type: string;
	/** The field of the file. */
	readonly field: string;
}

/** A form that gives the file of a badge: its fields, and whether its file is no text. */
export interface BadgeFileForm {
	readonly fields: FormFields;
	readonly isNoText: boolean;
}

/** Takes apart a form that gives the file of a badge, on the calling thread; throws on the one that serves visitors. */
export async function receiveBadgeOnCallingThread({
	body,
	type,
	field,
}: SentForm): Promise<BadgeFileForm | 'unreadable'> {
	mustNotBeServingThread('The file of a badge was being received');
	const parsed = await parseForm(body, type, MOST_PARTS);
	if (typeof parsed === 'string') return 'unreadable';
	const { [field]: file, ...fields } = parsed.fields;
	if (!(file instanceof Uint8Array)) return { fields, isNoText: false };
	try {
		return {
			fields: { ...fields, [FIELD]: new TextDecoder('utf-8', { fatal: true }).decode(file) },
			isNoText: false,
		};
	} catch {
		return { fields, isNoText: true };
	}
}

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

const RECEIVE: Job<SentForm, BadgeFileForm | 'unreadable'> = {
	name: 'receive-badge',
	pool: RECEIVING_THREADS,
	here: receiveBadgeOnCallingThread,
};
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
 * Takes apart a form that gives the file of a badge, on another thread wherever visitors are served.
 * `unreadable`: it is no form. Throws the refusals of `Threads`.
 */
export const receiveBadge = (
	threads: Threads,
	sent: SentForm,
	giving: JobOptions = {},
): Promise<BadgeFileForm | 'unreadable'> => threads.do(RECEIVE, () => ({ input: sent }), giving);

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
