import { text } from 'node:stream/consumers';
import { SaxesParser } from 'saxes';
import { errorCode } from '../database/database.ts';
import { type AskOperatorServer, operatorServer, type OperatorResponse } from '../fetch/operator-server.ts';
import type { BucketAddress } from './bucket-address.ts';
import {
	contentPath,
	type FileStore,
	FileStoreFault,
	type HeldContent,
	isContentName,
} from './file-store.ts';
import { type BucketRequest, signedRequest } from './signed-request.ts';

/** Most characters of an error's body, and of one page of a list, that are read. */
const MOST_TEXT = 4_000_000;

/** Reads the text of an answer, which must not be longer than an answer of a bucket is. */
async function textOf({ body }: OperatorResponse): Promise<string> {
	let size = 0;
	body.on('data', (part: Buffer) => {
		size += part.length;
		if (size > MOST_TEXT) body.destroy(new Error('The answer of the bucket is too long.'));
	});
	return text(body);
}

/** One page of the list of a bucket: what it holds, and where the next page begins. */
interface ListPage {
	readonly held: readonly HeldContent[];
	readonly next: string | undefined;
}

/** Reads one page of a list (`ListObjectsV2`); what is no content of ours is left out. */
function listPage(xml: string): ListPage {
	const held: HeldContent[] = [];
	let next: string | undefined;
	let truncated = false;
	let one: Record<string, string> = {};
	let said = '';
	const parser = new SaxesParser();
	parser.on('error', (error) => {
		throw error;
	});
	parser.on('opentag', ({ name }) => {
		said = '';
		if (name === 'Contents') one = {};
	});
	parser.on('text', (part) => void (said += part));
	parser.on('closetag', ({ name }) => {
		one[name] = said.trim();
		if (name === 'IsTruncated') truncated = said.trim() === 'true';
		if (name === 'NextContinuationToken') next = said.trim();
		if (name !== 'Contents') return;
		const sha256 = one['Key']?.split('/').at(-1) ?? '';
		const writtenAt = new Date(one['LastModified'] ?? '');
		if (isContentName(sha256) && !Number.isNaN(writtenAt.getTime()))
			held.push({ sha256, bytes: Number(one['Size']), writtenAt });
	});
	parser.write(xml).close();
	return { held, next: truncated ? next : undefined };
}

/** The code that a bucket gives in the body of an error, such as `AccessDenied`. */
const codeIn = (xml: string) => /<Code>(\w{1,60})<\/Code>/.exec(xml)?.[1] ?? '';

/**
 * Keeps contents in a bucket of an S3-compatible service, addressed by path. A bucket takes a whole object or
 * none, so nothing is ever unfinished there. Throws `FileStoreFault` when it does not answer, or refuses.
 */
export function bucketFiles(address: BucketAddress, ask: AskOperatorServer = operatorServer()): FileStore {
	const root = `/${address.bucket}`;
	const pathOf = (sha256: string) => `${root}/${address.prefix}${contentPath(sha256)}`;

	/** Sends a request; an answer that is neither good nor one of `also` is a fault. */
	async function asked(request: BucketRequest, also: readonly number[] = []): Promise<OperatorResponse> {
		const { method, body } = request;
		let answer: OperatorResponse;
		try {
			const signed = signedRequest(address, request, new Date());
			answer = await ask({ method, ...signed, ...(body && { body }) });
		} catch (error) {
			throw new FileStoreFault(errorCode(error) ?? (error as Error).name, { cause: error });
		}
		if ((answer.status >= 200 && answer.status < 300) || also.includes(answer.status)) return answer;
		const code = codeIn(await textOf(answer).catch(() => ''));
		throw new FileStoreFault(`${answer.status} ${code}`.trim());
	}

	/** Sends a request whose answer says nothing but that it was done. */
	const done = async (request: BucketRequest): Promise<void> => void (await textOf(await asked(request)));

	return {
		put: (sha256, bytes) => done({ method: 'PUT', path: pathOf(sha256), body: bytes }),
		async open(sha256) {
			const { status, body } = await asked({ method: 'GET', path: pathOf(sha256) }, [404]);
			if (status !== 404) return body;
			// A bucket that is missing answers 404 too: nothing may then be taken for lost.
			const code = codeIn(await textOf({ status, body }));
			if (code === 'NoSuchBucket') throw new FileStoreFault(`404 ${code}`);
			return undefined;
		},
		remove: (sha256) => done({ method: 'DELETE', path: pathOf(sha256) }),
		async *list() {
			let next: string | undefined;
			do {
				const query = {
					'list-type': '2',
					prefix: address.prefix,
					...(next && { 'continuation-token': next }),
				};
				const page = listPage(await textOf(await asked({ method: 'GET', path: root, query })));
				yield* page.held;
				next = page.next;
			} while (next);
		},
		removeUnfinished: async () => 0,
		isNearlyFull: async () => false,
	};
}
