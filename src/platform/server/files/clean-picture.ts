import type { PictureType, RefusedContent } from './file-types.ts';
import { refused } from './file-types.ts';

/** A picture drawn anew: its bytes, and its size in pixels. */
export interface CleanPicture {
	readonly bytes: Buffer;
	readonly type: PictureType;
	readonly width: number;
	readonly height: number;
}

/** Most pixels of a picture that is accepted: more than a phone's camera takes (25 megapixels). */
export const MOST_PIXELS = 25_000_000;
/** How a picture is kept where it is not kept as it came: its largest side, in pixels, and its format. */
export interface PictureShape {
	readonly side: number;
	readonly type?: PictureType;
}

/** A picture is kept at most this large (pixels on a side), in its own format. */
const USUAL_SHAPE: PictureShape = { side: 2_560 };
/** How long (s) drawing one may take. */
const SECONDS = 20;

const FORMATS = { 'image/png': 'png', 'image/jpeg': 'jpeg', 'image/webp': 'webp' } as const;

/** Loads sharp with what it may read: these three formats, and nothing else that it knows. */
async function openSharp() {
	const { default: sharp } = await import('sharp');
	sharp.cache(false);
	sharp.concurrency(1);
	sharp.block({ operation: ['VipsForeignLoad'] });
	sharp.unblock({
		operation: [
			...['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp'],
			// The pixels that libvips hands to itself between two operations.
			'VipsForeignLoadVips',
		],
	});
	return sharp;
}
let opened: ReturnType<typeof openSharp> | undefined;

/**
 * Draws a picture anew from its pixels: what else was in its file is gone (place and date of the photo, camera,
 * comments, colour profile, whatever followed its end), turned as its orientation said, in the same format and
 * at most 2,560 pixels on a side, unless `shape` says otherwise.
 * Refuses an animation, a picture of more than `MOST_PIXELS`, and one that cannot be read to its end.
 */
export async function cleanPicture(
	bytes: Buffer,
	type: PictureType,
	{ side, type: kept = type }: PictureShape = USUAL_SHAPE,
): Promise<CleanPicture | RefusedContent> {
	opened ??= openSharp();
	const sharp = await opened;
	try {
		const { width, height, pages = 1, format } = await sharp(bytes, { limitInputPixels: false }).metadata();
		if (format !== FORMATS[type]) return refused('files.damaged');
		if (width * height > MOST_PIXELS) return refused('files.too-many-pixels');
		if (pages > 1) return refused('files.gif');
		const drawn = sharp(bytes, { limitInputPixels: MOST_PIXELS, sequentialRead: true })
			.autoOrient()
			.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
			.timeout({ seconds: SECONDS });
		const written =
			kept === 'image/png'
				? drawn.png({ compressionLevel: 9 })
				: kept === 'image/webp'
					? drawn.webp({ quality: 86 })
					: drawn.jpeg({ quality: 86, mozjpeg: true });
		const { data, info } = await written.toBuffer({ resolveWithObject: true });
		return { bytes: data, type: kept, width: info.width, height: info.height };
	} catch {
		// libvips says in a sentence of its own what is wrong with the file: it is the file's fault.
		return refused('files.damaged');
	}
}
