import { crc32, inflateSync } from 'node:zlib';
import { LARGEST_BADGE_FILE } from '../limits.ts';
import { PictureFault } from './picture-fault.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_CHUNKS = 2_000;
/**
 * The keyword of the chunk in which a PNG stores a badge: of Open Badges 3.0 or of 2.0 (OB 3.0, Document
 * Formats, PNG; OB 2.0, Baking).
 */
export type PngKeyword = 'openbadgecredential' | 'openbadges';
const KEYWORD = 'openbadgecredential';
/**
 * Keywords of PNG text chunks that hold a badge: of Open Badges 3, of Open Badges 1 and 2, and of
 * Comprehensive Learner Records.
 */
const KEYWORDS: ReadonlySet<string> = new Set([KEYWORD, 'openbadges', 'clrcredential']);

/** The text of the badge found in a picture, and whether it was stored as OB 3.0 requires. */
export interface BakedBadge {
	readonly text: string;
	readonly usual: boolean;
}

interface Chunk {
	readonly type: string;
	readonly data: Buffer;
	/** The bytes of the whole chunk, with its length, type and checksum. */
	readonly whole: Buffer;
}

/** Whether bytes begin with the signature of PNG. */
export function isPng(bytes: Uint8Array): boolean {
	return SIGNATURE.equals(Buffer.from(bytes.subarray(0, 8)));
}

function chunks(picture: Uint8Array): readonly Chunk[] {
	if (picture.length > LARGEST_BADGE_FILE) throw new PictureFault('too-large');
	const bytes = Buffer.from(picture.buffer, picture.byteOffset, picture.length);
	const found: Chunk[] = [];
	for (let at = SIGNATURE.length; ;) {
		if (at + 12 > bytes.length) throw new PictureFault('damaged');
		const end = at + 12 + bytes.readUInt32BE(at);
		if (end > bytes.length) throw new PictureFault('damaged');
		const body = bytes.subarray(at + 4, end - 4);
		if (crc32(body) !== bytes.readUInt32BE(end - 4)) throw new PictureFault('damaged');
		const type = body.toString('latin1', 0, 4);
		if (found.push({ type, data: body.subarray(4), whole: bytes.subarray(at, end) }) > MOST_CHUNKS) {
			throw new PictureFault('too-complex');
		}
		if (found[0]?.type !== 'IHDR') throw new PictureFault('damaged');
		if (type === 'IEND') return found;
		at = end;
	}
}

function keywordOf(chunk: Chunk): string | undefined {
	if (!['iTXt', 'tEXt', 'zTXt'].includes(chunk.type)) return undefined;
	const end = chunk.data.subarray(0, 80).indexOf(0);
	return end === -1 ? undefined : chunk.data.toString('latin1', 0, end);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(chunk: Chunk, keyword: string): BakedBadge {
	let rest = chunk.data.subarray(keyword.length + 1);
	let packed = chunk.type === 'zTXt';
	if (chunk.type === 'zTXt') rest = rest.subarray(1);
	if (chunk.type === 'iTXt') {
		packed = rest[0] === 1;
		// In an iTXt chunk, after the two bytes about compression come the language and the translated
		// keyword, each ended by a zero byte.
		const language = rest.indexOf(0, 2);
		const translated = language === -1 ? -1 : rest.indexOf(0, language + 1);
		if (translated === -1) throw new PictureFault('damaged');
		rest = rest.subarray(translated + 1);
	}
	const text = decoded(packed ? unpacked(rest) : rest, chunk.type !== 'iTXt');
	return { text, usual: keyword === KEYWORD && chunk.type === 'iTXt' && !packed };
}

function unpacked(packed: Uint8Array): Uint8Array {
	try {
		return inflateSync(packed, { maxOutputLength: LARGEST_BADGE_FILE });
	} catch (fault) {
		const past = (fault as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
		throw new PictureFault(past ? 'too-large' : 'damaged');
	}
}

/**
 * The text of a PNG chunk: UTF-8, or in the older kinds of chunk also Latin-1, as the PNG specification
 * defines.
 */
function decoded(bytes: Uint8Array, older: boolean): string {
	try {
		return utf8.decode(bytes);
	} catch {
		if (older) return Buffer.from(bytes).toString('latin1');
		throw new PictureFault('damaged');
	}
}

/**
 * The badge stored in a PNG. Throws `PictureFault` if the PNG is damaged, holds no badge, or holds two: a
 * page could show one and verify the other.
 */
export function extractPng(picture: Uint8Array): BakedBadge {
	const badges = chunks(picture).filter((chunk) => KEYWORDS.has(keywordOf(chunk) ?? ''));
	const [badge] = badges;
	if (!badge) throw new PictureFault('no-badge');
	if (badges.length > 1) throw new PictureFault('several-badges');
	return textOf(badge, keywordOf(badge) ?? '');
}

/**
 * Bakes the text of a credential into a PNG, right after its header, replacing any badge it held. Throws
 * `PictureFault`.
 */
export function bakePng(picture: Uint8Array, credential: string, keyword: PngKeyword = KEYWORD): Uint8Array {
	if (!isPng(picture)) throw new PictureFault('damaged');
	const [header, ...others] = chunks(picture).filter((chunk) => !KEYWORDS.has(keywordOf(chunk) ?? ''));
	// The parts of an iTXt chunk: keyword, its zero byte, no compression, method 0, no language, no
	// translated keyword (OB 3.0, Document Formats).
	const body = Buffer.concat([
		Buffer.from(`iTXt${keyword}\0\0\0\0\0`, 'latin1'),
		Buffer.from(credential, 'utf8'),
	]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(body.length - 4, 0);
	frame.writeUInt32BE(crc32(body), 4);
	const chunk = Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
	const baked = Buffer.concat([
		SIGNATURE,
		header?.whole ?? Buffer.alloc(0),
		chunk,
		...others.map(({ whole }) => whole),
	]);
	if (baked.length > LARGEST_BADGE_FILE) throw new PictureFault('too-large');
	return new Uint8Array(baked);
}
