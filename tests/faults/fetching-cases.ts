import type { ServerResponse } from 'node:http';
import { serializeCredential, generateEd25519Key, issueCredential, signerFromPkcs8 } from '#openbadges';
import type { FetchFromPublicAddress, FetchResult } from '#platform/server';
import { verifyOutsideService } from '#verification/server';
import { badge, ISSUED, NOW } from '../../src/openbadges/worked-example.fixture.ts';
import type { FetchLimits } from '../../src/platform/server/fetch/limits.ts';
import { certificateFor } from '../loopback/certificate.ts';
import { hostileSite, type Listening, silentPort } from '../loopback/hostile-site.ts';
import { loopbackFetch, loopbackNetwork, NEVER, PUBLIC } from '../loopback/loopback-web.ts';

/** What an attack on the fetcher runs with: the servers on loopback, the fetchers, and their limits. */
interface Stage {
	readonly limits: FetchLimits;
	readonly site: Listening;
	/** The requests that the hostile site keeps unanswered until they are released. */
	readonly held: Held;
	readonly plainSite: Listening;
	readonly trap: Listening;
	/** A fetcher for which loopback stands for the public Internet. */
	readonly fetch: FetchFromPublicAddress;
	/**
	 * A fetcher under the service's real rule on addresses, on a network where every port leads to the trap.
	 */
	readonly guarded: FetchFromPublicAddress;
	/**
	 * Makes a new fetcher with its own cache and its own DNS names; with `opened` false, the service's real
	 * rule on addresses applies.
	 */
	other(
		names: Readonly<Record<string, readonly (readonly string[])[]>>,
		opened?: boolean,
	): FetchFromPublicAddress;
}

/** The name of a time limit of the fetcher. */
export type Patience = 'connectMs' | 'headersMs' | 'totalMs' | 'waitMs';

/**
 * An attack on the fetcher of the service. Its outcome must be one of `expected`; `waits` names the time
 * limit that it runs into, if any.
 */
export interface FetchCase {
	readonly name: string;
	readonly expected: readonly string[];
	readonly waits?: Patience;
	/** How many times in a row the attack runs into the time limit. */
	readonly times?: number;
	run(stage: Stage): Promise<string>;
}

const said = (answer: FetchResult): string =>
	answer.kind === 'refused' ? answer.why : `found ${answer.status}`;
const document = { accept: 'document' } as const;

/** Holds the requests that the hostile site leaves unanswered until `letGo` is called. */
class Held {
	readonly #waiting: ServerResponse[] = [];
	#letGo = false;
	get count() {
		return this.#waiting.length;
	}
	readonly hold = (res: ServerResponse) => {
		this.#waiting.push(res);
		if (this.#letGo) answered(res);
	};
	letGo() {
		this.#letGo = true;
		this.#waiting.forEach(answered);
	}
	again() {
		this.#letGo = false;
		this.#waiting.length = 0;
	}
}
const answered = (res: ServerResponse) =>
	void res.writeHead(200, { 'content-type': 'application/json' }).end('{}');

const at = (
	name: string,
	address: string,
	expected: string,
	waits?: Patience,
	accept: 'document' | 'document-or-picture' = 'document',
): FetchCase => ({
	name,
	expected: [expected],
	...(waits && { waits }),
	run: async ({ fetch }) => said(await fetch(address, { accept })),
});

const hosts = ['2130706433', '0x7f.1', '0', '[::ffff:7f00:1]', '①②⑦.0.0.1', '127.0.0.1', '[::1]'];
const NUMERIC = hosts.flatMap((host) =>
	['http', 'https'].map((scheme): FetchCase => ({
		name: `${scheme}://${host}/`,
		expected: ['address'],
		run: async ({ guarded }) => said(await guarded(`${scheme}://${host}/`, { ...document, plainHttp: true })),
	})),
);

const NAMES: readonly FetchCase[] = (
	[
		['a name that leads to loopback', [['127.0.0.1']]],
		['a name that leads to loopback (IPv6)', [['::1']]],
		['a name that leads to a private network', [['10.0.0.7']]],
		['a name that leads to the metadata of a cloud', [['169.254.169.254']]],
		['a name with a public and a private address', [['93.184.216.34', '127.0.0.1']]],
		['a name with a private address in IPv6 only', [['93.184.216.34', 'fd00::1']]],
		// The connection goes to loopback whatever address was checked, as if the system had resolved the
		// name a second time.
		['a name that leads elsewhere once it is checked', [['93.184.216.34'], ['127.0.0.1']]],
	] as const
).map(([name, answers]) => ({
	name,
	expected: ['inside'],
	run: async ({ other }) =>
		said(await other({ 'name.example': answers }, false)('https://name.example/', document)),
}));

/**
 * The name's first address is reachable here, so that the name is refused only if every one of its addresses
 * is checked.
 */
const MIXED: FetchCase = {
	name: 'a name whose first address could be reached, and whose second is private',
	expected: ['inside'],
	run: async ({ other }) =>
		said(await other({ 'name.example': [[PUBLIC, '10.0.0.7']] })('https://name.example/', document)),
};

const SECOND_ANSWER: FetchCase = {
	name: 'a name that leads inside at the second request',
	expected: ['found 404, then inside'],
	async run({ other }) {
		const fetch = other({ 'name.example': [[PUBLIC], ['127.0.0.2']] });
		const first = said(await fetch('https://name.example/1', document));
		return `${first}, then ${said(await fetch('https://name.example/2', document))}`;
	},
};

const to = (address: string) => `https://site.example/redirect?to=${encodeURIComponent(address)}`;
const REDIRECTS = [
	at('a redirect to 169.254.169.254', to('https://169.254.169.254/latest/meta-data/'), 'address'),
	at('a redirect to a name that leads inside', to('https://inside.example/'), 'inside'),
	at('a redirect to our own host', to('https://macaron.example/b/1'), 'own-host'),
	at('a redirect to another port', to('https://site.example:8443/'), 'address'),
	at('a redirect to a password', to('https://ada:secret@site.example/'), 'address'),
	at('a redirect from https to http', to('http://site.example/badge.json'), 'redirects'),
	at('a redirect to a file', to('file:///etc/passwd'), 'redirects'),
	at('a redirect in a circle', 'https://site.example/loop', 'redirects'),
	at('three redirects', to(to(to('/badge.json'))), 'found 200'),
	at('four redirects', to(to(to(to('/badge.json')))), 'redirects'),
];

const BODIES = [
	at('a byte each second', 'https://drip.example/drip', 'too-slow', 'totalMs'),
	at('no answer', 'https://silent.example/silent', 'too-slow', 'headersMs'),
	at('headers one by one', 'https://headers.example/slow-headers', 'too-slow', 'headersMs'),
	at('an endless body', 'https://site.example/endless', 'too-large'),
	at('a body of 100 MB compressed to 100 kB', 'https://site.example/bomb', 'too-large'),
	at('the same, not said to be compressed', 'https://site.example/bomb-unsaid', 'found 200'),
	at('a status list of 100 MB', 'https://site.example/list', 'too-large'),
	at('a status list that says it has 100 MB', 'https://site.example/list-said', 'too-large'),
	at('a picture of 9 MB', 'https://site.example/picture-9mb', 'too-large', undefined, 'document-or-picture'),
	at('a picture in place of a document', 'https://site.example/picture-9mb', 'content-type'),
	at('a film', 'https://site.example/film', 'content-type'),
	at('a page', 'https://site.example/page', 'page'),
	at('a page that says it is a document', 'https://site.example/page-disguised', 'page'),
	at('headers of 40 kB', 'https://site.example/headers', 'no-answer'),
	at('a body cut in the middle', 'https://cut.example/cut', 'no-answer'),
	at('an error that tells secrets', 'https://site.example/secret-error', 'found 500'),
	at('nothing there', 'https://site.example/missing', 'found 404'),
	at('withdrawn', 'https://site.example/gone', 'found 410'),
	at('a good document', 'https://site.example/badge.json', 'found 200'),
];

const CONNECTIONS = [
	at('a name that leads nowhere', 'https://nowhere.example/', 'no-answer'),
	at('a name server that never answers', 'https://never.example/', 'too-slow', 'connectMs'),
	at('nobody listens', 'https://closed.example/', 'no-answer'),
	at('a port that never speaks TLS', 'https://mute.example/', 'too-slow', 'connectMs'),
	at('a certificate of nobody', 'https://unknown-authority.example/', 'no-answer'),
	at('a certificate of another name', 'https://another-name.example/', 'no-answer'),
	at('a certificate that lapsed', 'https://lapsed.example/', 'no-answer'),
	at('plain http behind https', 'https://plain.example/badge.json', 'no-answer'),
	at('plain http', 'http://plain.example/badge.json', 'address'),
	at('a port', 'https://site.example:8443/', 'address'),
	at('a password', 'https://ada:secret@site.example/', 'address'),
	at('our own host', 'https://macaron.example/b/1', 'own-host'),
];

/**
 * Sends a hundred requests at once; the hostile site answers once all but `waiting` of them are in flight or
 * refused. Returns, as text, how many were in flight together, how many found a document and how many were
 * refused as busy.
 */
async function hundred(stage: Stage, visitor: (n: number) => string, waiting: number) {
	const { site, held } = stage;
	site.seen.most = 0;
	held.again();
	const fetch = stage.other({});
	const all: string[] = [];
	const asked = Array.from({ length: 100 }, async (_none, n) =>
		all.push(said(await fetch(`https://site.example/hold?n=${n}`, { ...document, visitor: visitor(n) }))),
	);
	while (all.length + held.count < 100 - waiting) await new Promise((soon) => setTimeout(soon, 5));
	held.letGo();
	await Promise.all(asked);
	const times = (what: string) => all.filter((one) => one === what).length;
	return `${site.seen.most} together, ${times('found 200')} found, ${times('busy')} busy`;
}

const TOGETHER: readonly FetchCase[] = [
	{
		name: '100 requests of 100 visitors at once: 10 together, the others wait in vain',
		expected: ['10 together, 10 found, 90 busy'],
		waits: 'waitMs',
		run: (stage) => hundred(stage, String, 0),
	},
	{
		name: '100 requests of one visitor at once: 2 together, 4 wait',
		expected: ['2 together, 6 found, 94 busy'],
		run: (stage) => hundred(stage, () => 'ada', 4),
	},
	{
		name: 'a host that fails is left alone',
		expected: ['3 asked, then resting'],
		async run({ other }) {
			const fetch = other({});
			const all = [];
			for (let n = 0; n < 4; n += 1) all.push(said(await fetch(`https://closed.example/${n}`, document)));
			return `${all.filter((one) => one === 'no-answer').length} asked, then ${all.at(-1)}`;
		},
	},
	{
		name: 'the same address again is not asked again',
		expected: ['1 request'],
		async run({ other, site }) {
			const fetch = other({});
			const before = site.seen.requests;
			await fetch('https://site.example/badge.json', document);
			await fetch('https://site.example/badge.json#again', document);
			return `${site.seen.requests - before} request`;
		},
	},
	{
		name: 'no cookie, no credential, no compression asked',
		expected: ['accept, accept-encoding, connection, host, user-agent'],
		async run({ other, site }) {
			const fetch = other({});
			await fetch('https://site.example/cookie?1', document);
			await fetch('https://site.example/cookie?2', document);
			return Object.keys(site.seen.headers.at(-1) ?? {})
				.sort()
				.join(', ');
		},
	},
	{
		name: 'plain http where it is allowed, and a redirect to https',
		expected: ['found 200, found 200'],
		async run({ limits, site, plainSite }) {
			const network = loopbackNetwork({
				ports: { usual: site.port, 'plain.example': plainSite.port },
			});
			const fetch = loopbackFetch({ ...network, authorities: CERTIFICATE.cert }, limits, {
				plainHttp: true,
			});
			const asked = { ...document, plainHttp: true };
			const first = said(await fetch('http://plain.example/badge.json', asked));
			const next = await fetch(
				`http://plain.example/redirect?to=${encodeURIComponent('https://site.example/badge.json')}`,
				asked,
			);
			return `${first}, ${said(next)}`;
		},
	},
];

/**
 * An attack: a badge whose issuer and two status lists all come from a server that sends one byte per second.
 */
const SLOW_BADGE: FetchCase = {
	name: 'a badge whose every document comes a byte each second',
	// The third document is not requested once the total time is over.
	expected: ['unknown after 3 requests', 'unknown after 2 requests'],
	waits: 'totalMs',
	times: 3,
	async run({ other }) {
		const did = 'did:web:drip.example:drip';
		const signer = signerFromPkcs8(generateEd25519Key().pkcs8, did);
		const slow = (what: string) => `https://drip.example/drip?${what}`;
		const entry = (statusPurpose: string) => ({
			type: 'BitstringStatusListEntry',
			statusPurpose,
			statusListIndex: '1',
			statusListCredential: slow(statusPurpose),
		});
		const signed = await issueCredential(
			{
				...badge(),
				issuer: { id: did, type: ['Profile'], name: 'Lente' },
				credentialStatus: [entry('revocation'), entry('suspension')],
			},
			{ key: signer, created: ISSUED },
		);
		let requests = 0;
		const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
		const outside = { now: () => NOW, log, fetchDocument: other({}) };
		const onDocumentRequest = () => (requests += 1);
		const { verdict } = await verifyOutsideService(outside, serializeCredential(signed), {
			onDocumentRequest,
		});
		return `${verdict} after ${requests} requests`;
	},
};

export const FETCH_CASES: readonly FetchCase[] = [
	...NUMERIC,
	...NAMES,
	MIXED,
	SECOND_ANSWER,
	...REDIRECTS,
	...BODIES,
	...CONNECTIONS,
	...TOGETHER,
	SLOW_BADGE,
];

const NAMED = ['site', 'drip', 'silent', 'headers', 'cut', 'name', 'plain', 'unknown-authority'];
const CERTIFICATE = certificateFor(NAMED.map((name) => `${name}.example`));

/**
 * Starts the loopback servers that the attacks need, with fetchers under these limits. Call `close` when
 * done.
 */
export async function openStage(limits: FetchLimits): Promise<Stage & { close(): Promise<void> }> {
	const lapsed = certificateFor(['lapsed.example'], [-3, -1]);
	const held = new Held();
	const holding = (url: URL) => (url.pathname === '/hold' ? held.hold : undefined);
	const all = await Promise.all([
		hostileSite(CERTIFICATE, holding),
		hostileSite(),
		silentPort(),
		silentPort(),
		hostileSite(certificateFor(['unknown-authority.example'])),
		hostileSite(lapsed),
	]);
	const [site, plainSite, trap, mute, unknown, late] = all;
	const closed = await hostileSite();
	await closed.close();
	const ports = {
		usual: site.port,
		'plain.example': plainSite.port,
		'mute.example': mute.port,
		'unknown-authority.example': unknown.port,
		'lapsed.example': late.port,
		'closed.example': closed.port,
	};
	const authorities = `${CERTIFICATE.cert}${lapsed.cert}`;
	const other: Stage['other'] = (names, opened = true) =>
		loopbackFetch(
			loopbackNetwork({
				names,
				ports: opened ? ports : { usual: trap.port },
				authorities,
				opened,
			}),
			limits,
		);
	const names = { 'inside.example': [['10.0.0.7']], 'nowhere.example': [[]], 'never.example': [[NEVER]] };
	return {
		limits,
		site,
		held,
		plainSite,
		trap,
		other,
		fetch: other(names),
		guarded: other({}, false),
		close: async () => void (await Promise.all(all.map((one) => one.close()))),
	};
}
