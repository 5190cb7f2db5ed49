import type { IncomingMessage, ServerResponse } from 'node:http';
import zlib, { type BrotliCompress, type Gzip } from 'node:zlib';

const WORTH_IT =
	/^(text\/|application\/(json|ld\+json|vc\+ld\+json|did\+ld\+json|javascript|manifest\+json)|image\/svg)/;
const SMALLEST = 256;

/**
 * Bytes up to which a complete response is compressed synchronously: handing a smaller one to zlib's thread
 * costs more than it saves.
 */
const AT_ONCE = 65_536;
const BROTLI = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } };

interface Encoder {
	readonly name: 'br' | 'gzip';
	readonly whole: (body: Buffer) => Buffer;
	readonly make: () => BrotliCompress | Gzip;
}

const ENCODERS: readonly Encoder[] = [
	{
		name: 'br',
		whole: (body) => zlib.brotliCompressSync(body, BROTLI),
		make: () => zlib.createBrotliCompress({ ...BROTLI, flush: zlib.constants.BROTLI_OPERATION_FLUSH }),
	},
	{
		name: 'gzip',
		whole: (body) => zlib.gzipSync(body),
		make: () => zlib.createGzip({ flush: zlib.constants.Z_SYNC_FLUSH }),
	},
];

const encoder = (accept: string): Encoder | undefined =>
	ENCODERS.find(({ name }) => new RegExp(`\\b${name}\\b`).test(accept));

function bytesOf(chunk: unknown, encoding: unknown): Buffer {
	if (typeof chunk === 'string')
		return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
	const { buffer, byteOffset, byteLength } = chunk as Uint8Array;
	return Buffer.from(buffer, byteOffset, byteLength);
}

/**
 * Makes a response compress itself (Brotli or gzip, as the client accepts) while it is written, when its type
 * gains from it (pages, JSON, SVG). Static files were compressed by the build; tiny, partial (206) and empty
 * responses pass unchanged.
 */
export function compress(req: IncomingMessage, res: ServerResponse): void {
	const chosen = encoder(String(req.headers['accept-encoding'] ?? ''));
	const { writeHead, write, end } = res;
	let stream: BrotliCompress | Gzip | undefined;
	let decided = false;

	/**
	 * Decides, at the first write, whether and how to compress the response. When `first` is the whole
	 * response and is small, returns the bytes to write instead of it; otherwise returns `first` unchanged,
	 * after opening a compressing stream where the response gains from it.
	 */
	function decide(first: unknown, encoding: unknown, isLast: boolean): unknown {
		if (decided) return first;
		decided = true;
		const type = String(res.getHeader('content-type') ?? '');
		if (!WORTH_IT.test(type)) return first;
		const vary = String(res.getHeader('vary') ?? '');
		if (!/accept-encoding/i.test(vary))
			res.setHeader('vary', vary ? `${vary}, Accept-Encoding` : 'Accept-Encoding');
		const body = first === undefined || first === null ? Buffer.alloc(0) : bytesOf(first, encoding);
		const told = res.getHeader('content-length');
		const length = told === undefined ? (isLast ? body.length : Infinity) : Number(told);
		const bodiless =
			req.method === 'HEAD' || res.statusCode === 204 || res.statusCode === 304 || res.statusCode === 206;
		if (!chosen || bodiless || length < SMALLEST || res.hasHeader('content-encoding')) return first;
		res.removeHeader('content-length');
		res.setHeader('content-encoding', chosen.name);
		const etag = res.getHeader('etag');
		if (typeof etag === 'string' && !etag.startsWith('W/')) res.setHeader('etag', `W/${etag}`);
		if (length === body.length && length <= AT_ONCE) {
			const whole = chosen.whole(body);
			res.setHeader('content-length', whole.length);
			return whole;
		}
		stream = chosen.make();
		stream.on('data', (chunk: Buffer) => {
			if (!write.call(res, chunk, 'utf8')) stream?.pause();
		});
		stream.on('end', () => void end.call(res, undefined, 'utf8'));
		stream.on('drain', () => res.emit('drain'));
		res.on('drain', () => stream?.resume());
		res.on('close', () => stream?.destroy());
		return first;
	}

	// Kit passes all headers to writeHead, which would send them: they are set one by one instead, so that
	// they can still be changed when the first bytes of the body come.
	res.writeHead = ((status: number, ...rest: unknown[]) => {
		res.statusCode = status;
		const headers = rest.find((part) => typeof part === 'object' && part !== null);
		for (const [name, value] of Object.entries((headers ?? {}) as Record<string, string | string[]>)) {
			res.setHeader(name, value);
		}
		return res;
	}) as typeof res.writeHead;

	const flushHead = () => {
		if (!res.headersSent) writeHead.call(res, res.statusCode);
	};

	res.write = ((chunk: unknown, encoding?: unknown, done?: unknown) => {
		const now = decide(chunk, encoding, false);
		flushHead();
		if (stream) return stream.write(chunk as Buffer, encoding as BufferEncoding, done as () => void);
		return write.call(res, now as Buffer, encoding as BufferEncoding, done as () => void);
	}) as typeof res.write;

	res.end = ((chunk?: unknown, encoding?: unknown, done?: unknown) => {
		const body = typeof chunk === 'function' ? undefined : chunk;
		const now = decide(body, encoding, true);
		flushHead();
		if (stream) {
			if (body !== undefined && body !== null) stream.write(body as Buffer);
			stream.end();
			return res;
		}
		return end.call(
			res,
			(typeof chunk === 'function' ? chunk : now) as Buffer,
			encoding as BufferEncoding,
			done as () => void,
		);
	}) as typeof res.end;
}
