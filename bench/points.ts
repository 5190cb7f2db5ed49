import statements from '../src/assessment/data/teacher.json' with { type: 'json' };
import { serializeCredential, generateEd25519Key, issueCredential, signerFromPkcs8 } from '#openbadges';
import { badge, VALUES } from '../src/openbadges/worked-example.fixture.ts';
import { Client, type Question, type Reply } from './load-client.ts';
import type { Build } from './started-build.ts';

let addresses = 0;
/** Returns an IP address that no visitor has used yet, so that its share of requests is untouched. */
const stranger = () => {
	addresses += 1;
	return `198.${18 + ((addresses >> 16) & 1)}.${(addresses >> 8) & 255}.${addresses & 255}`;
};

/** A kind of request to measure. */
export interface Point {
	/**
	 * Makes the function that returns the next request of one client, from the last response the client
	 * received.
	 */
	readonly asks: (build: Build) => (client: number, last: Reply | undefined) => Question;
	readonly status: number;
	/** The measurement stops after this many requests, even before its time is up. */
	readonly most?: number;
}

const COMPRESSED = { 'accept-encoding': 'gzip', accept: 'text/html, */*' };
/** Someone who is signed in on each build. */
export type Who = 'ada' | 'bruno' | 'chloe';
/** Reading a page, as a visitor or as somebody signed in. */
export const page = (path: (build: Build) => string, who?: Who): Point => ({
	status: 200,
	asks: (build) => {
		const headers = { ...COMPRESSED, ...(who && { cookie: build[who] }) };
		const question = { method: 'GET', path: path(build), headers } as const;
		return () => question;
	},
});

/**
 * Saving answers: each client saves its own statement over and over, with the revision that the last response
 * gave it.
 */
export const saving: Point = {
	status: 200,
	asks: ({ ada, origin }) => {
		const ids = statements.items.map(({ id }) => id);
		return (client, last) => {
			const statement = ids[client % ids.length] ?? '';
			const told = last && (JSON.parse(last.body.toString()) as Told);
			const revision = told?.revisions?.[statement] ?? told?.answers?.[statement]?.revision ?? 0;
			return {
				method: 'POST',
				path: '/assessment/answers',
				headers: { cookie: ada, origin, 'content-type': 'application/x-www-form-urlencoded' },
				body: String(
					new URLSearchParams([
						['statement[]', statement],
						['revision[]', String(revision)],
						['answer-0', String(revision % 5)],
						['key', crypto.randomUUID()],
					]),
				),
			};
		};
	},
};
interface Told {
	readonly revisions?: Readonly<Record<string, number>>;
	readonly answers?: Readonly<Record<string, { readonly revision: number }>>;
}

/**
 * Signs a valid badge of a `did:key` issuer without a status list: verifying it fetches nothing. Returns its
 * text, what was signed, and the key (PKCS #8).
 */
export async function foreignBadge() {
	const key = generateEd25519Key();
	const did = `did:key:${key.multikey}`;
	const created = new Date(Date.now() - 86_400_000);
	const { credentialStatus: _list, ...unsigned } = badge({
		issuer: { ...VALUES.issuer, did },
		validFrom: created,
	});
	const signer = signerFromPkcs8(key.pkcs8, did);
	const text = serializeCredential(await issueCredential(unsigned, { key: signer, created }));
	return { text, document: unsigned, key: key.pkcs8 };
}

/** Verifying a badge by the API, with a new visitor for each request; at most `most` requests. */
export const verifying =
	(given: (build: Build) => Promise<string>, most: number) =>
	async (build: Build): Promise<Point> => {
		const body = await given(build);
		return {
			status: 200,
			most,
			asks: () => () => ({
				method: 'POST',
				path: '/api/verify',
				headers: {
					'content-type': 'application/vc+ld+json',
					'accept-encoding': 'gzip',
					'x-forwarded-for': stranger(),
				},
				body,
			}),
		};
	};

/** The text of the build's own published badge. */
export const ours = async ({ target, award }: Build) => {
	const client = new Client(target);
	const { body } = await client.ask({ method: 'GET', path: `/b/${award}.json`, headers: {} });
	client.close();
	return body.toString();
};
