import type { IncomingMessage, ServerResponse } from 'node:http';
import zlib, { type BrotliCompress, type Gzip } from 'node:zlib';

const WORTH_IT =
	/^(text\/|application\/(json|ld\+json|vc\+ld\+json|did\+ld\+json|javascript|manifest\+json)|image\/svg)/;
const SMALLEST = 256;

function encoder(accept: string): { name: 'br' | 'gzip'; make: () => BrotliCompress | Gzip } | undefined {
	if (/\bbr\b/.test(accept)) {
		const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 };
		return {
			name: 'br',
			make: () => zlib.createBrotliCompress({ params, flush: zlib.constants.BROTLI_OPERATION_FLUSH }),
		};
	}
	if (/\bgzip\b/.test(accept))
		return { name: 'gzip', make: () => zlib.createGzip({ flush: zlib.constants.Z_SYNC_FLUSH }) };
	return undefined;
}

/**
 * Compresses an answer as it is written, where that helps: pages, JSON, SVG. Static files are compressed by the build
 * already; what is tiny, partial or empty passes as it is.
 */
export function compress(req: IncomingMessage, res: ServerResponse): void {
	const chosen = encoder(String(req.headers['accept-encoding'] ?? ''));
	const { writeHead, write, end } = res;
	let stream: BrotliCompress | Gzip | undefined;
	let decided = false;

	function decide(only?: unknown) {
		if (decided) return;
		decided = true;
		const type = String(res.getHeader('content-type') ?? '');
		if (!WORTH_IT.test(type)) return;
		const vary = String(res.getHeader('vary') ?? '');
		if (!/accept-encoding/i.test(vary))
			res.setHeader('vary', vary ? `${vary}, Accept-Encoding` : 'Accept-Encoding');
		const length = Number(
			res.getHeader('content-length') ?? (only === undefined ? Infinity : Buffer.byteLength(only as string)),
		);
		const bodiless =
			req.method === 'HEAD' || res.statusCode === 204 || res.statusCode === 304 || res.statusCode === 206;
		if (!chosen || bodiless || length < SMALLEST || res.hasHeader('content-encoding')) return;
		res.removeHeader('content-length');
		res.setHeader('content-encoding', chosen.name);
		const etag = res.getHeader('etag');
		if (typeof etag === 'string' && !etag.startsWith('W/')) res.setHeader('etag', `W/${etag}`);
		stream = chosen.make();
		stream.on('data', (chunk: Buffer) => {
			if (!write.call(res, chunk, 'utf8')) stream?.pause();
		});
		stream.on('end', () => void end.call(res, undefined, 'utf8'));
		stream.on('drain', () => res.emit('drain'));
		res.on('drain', () => stream?.resume());
		res.on('close', () => stream?.destroy());
	}

	// Kit gives the headers with writeHead: they are set one by one, so that they can still be changed.
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
		decide();
		flushHead();
		if (stream) return stream.write(chunk as Buffer, encoding as BufferEncoding, done as () => void);
		return write.call(res, chunk as Buffer, encoding as BufferEncoding, done as () => void);
	}) as typeof res.write;

	res.end = ((chunk?: unknown, encoding?: unknown, done?: unknown) => {
		const body = typeof chunk === 'function' ? undefined : chunk;
		decide(body ?? '');
		flushHead();
		if (stream) {
			if (body !== undefined && body !== null) stream.write(body as Buffer);
			stream.end();
			return res;
		}
		return end.call(res, chunk as Buffer, encoding as BufferEncoding, done as () => void);
	}) as typeof res.end;
}
