import { generateKeyPairSync } from 'node:crypto';
import { bakePng, bakeSvg, readInput } from '#openbadges';
import type { FetchedDocument, JsonObject, VerifyOptions } from '#openbadges';
import type { Case, Mutant } from './case.ts';
import type { UnpackedBadge } from './unpack-badge.ts';
import { encoded, spoiled } from './spoil.ts';

type Loose = Record<string, unknown>;

const EVIL = 'https://ailleurs.invalid';
const DATE = '2009-12-31T23:59:59Z';
const found = (document: object): FetchedDocument => ({
	kind: 'found',
	status: 200,
	text: JSON.stringify(document),
	contentType: 'application/json',
});

/** Changes the options of a verification so that these addresses answer with other documents. */
function answering(options: VerifyOptions, others: ReadonlyMap<string, object>): VerifyOptions {
	return {
		...options,
		fetchDocument(url) {
			const other = others.get(url);
			if (other) return found(other);
			return options.fetchDocument?.(url) ?? { kind: 'unknown', why: 'unreachable' };
		},
	};
}

async function asked(options: VerifyOptions, url: unknown): Promise<Loose> {
	const answer = typeof url === 'string' ? await options.fetchDocument?.(url) : undefined;
	if (answer?.kind !== 'found') return {};
	try {
		return JSON.parse(answer.text) as Loose;
	} catch {
		return {};
	}
}

/**
 * Copies the recipient of an assertion, an object or (in 0.5) a text, and replaces the e-mail address in it
 * with somebody else's, unhashed.
 */
const another = (recipient: unknown): unknown =>
	typeof recipient === 'object'
		? { ...recipient, hashed: false, identity: 'bruno@ailleurs.example' }
		: 'bruno@ailleurs.example';

/**
 * Makes the badge class of another issuer out of a case's, and the options of a verification in which its
 * address answers.
 */
async function anotherIssuer(one: Case, own: Loose): Promise<readonly [badge: unknown, VerifyOptions]> {
	const { badge } = own;
	const elsewhere = `${EVIL}/class`;
	if (typeof badge === 'object' && badge !== null) {
		const issuer = (badge as Loose)['issuer'];
		const theirs = typeof issuer === 'object' ? { ...issuer, id: EVIL, origin: EVIL, url: EVIL } : EVIL;
		return [{ ...badge, issuer: theirs }, one.options];
	}
	const copy = { ...(await asked(one.options, badge)), id: elsewhere };
	return [elsewhere, answering(one.options, new Map([[elsewhere, copy]]))];
}

const dated = (own: Loose) => ('issued_on' in own ? { issued_on: '2009-12-31' } : { issuedOn: DATE });

/**
 * Makes the forgeries of a hosted badge that a holder alters before submitting it: they differ from the copy
 * on the issuer's site.
 */
async function hosted(one: Case, apart: UnpackedBadge): Promise<readonly Mutant[]> {
	const own = apart.document as Loose;
	const changed = (what: string, more: object, options = one.options): Mutant => ({
		what,
		given: apart.back(JSON.stringify({ ...own, ...more })),
		options,
	});
	const [badge, options] = await anotherIssuer(one, own);
	return [
		changed('a claim', { recipient: another(own['recipient']) }),
		changed('the issuer', { badge }, options),
		changed('a date', dated(own)),
		changed('an end', { expires: '2099-01-01T00:00:00Z' }),
		changed('the evidence', { evidence: `${EVIL}/trace` }),
		changed('the story', { narrative: 'Davantage.' }),
	];
}

/**
 * Returns the picture of a case with another address baked in; for a badge submitted as a bare address, that
 * address.
 */
function readdressed({ container, given }: Case, address: string): Uint8Array | string {
	if (container === 'png') return bakePng(given as Uint8Array, address);
	return container === 'svg' ? bakeSvg(Buffer.from(given).toString('utf8'), address) : address;
}

/**
 * Makes the forgeries of a badge that is submitted as an address only: the sites answer with altered
 * documents.
 */
async function published(one: Case, address: string): Promise<readonly Mutant[]> {
	const own = await asked(one.options, address);
	const named = own['badge'];
	const inPlace = typeof named === 'object';
	const badge = inPlace ? (named as Loose) : await asked(one.options, named);
	const issuer =
		typeof badge['issuer'] === 'object'
			? (badge['issuer'] as Loose)
			: await asked(one.options, badge['issuer']);
	const at = (what: string, others: Readonly<Record<string, object>>, given = one.given): Mutant => ({
		what,
		given,
		options: answering(one.options, new Map(Object.entries(others))),
	});
	const saying = (what: string, more: object) => at(what, { [address]: { ...own, ...more } });
	const describing = (what: string, more: object, others: Readonly<Record<string, object>> = {}) => {
		const about = { ...badge, ...more };
		return inPlace
			? at(what, { [address]: { ...own, badge: about }, ...others })
			: at(what, { [String(named)]: about, ...others });
	};
	const theirs = { ...issuer, id: EVIL, origin: EVIL, url: EVIL };
	const elsewhere = `${EVIL}/assertion`;
	const { verify } = own;
	const moved = {
		...own,
		...('id' in own && { id: elsewhere }),
		...(typeof verify === 'object' && { verify: { ...verify, url: elsewhere } }),
	};
	const nameless = { ...issuer, name: 12 };
	return [
		describing('a claim', { name: 12 }),
		describing('the issuer', { issuer: inPlace ? theirs : EVIL }, { [EVIL]: theirs }),
		// Here the issuer itself published an unreadable date, so nobody can tell whether the badge is in
		// force.
		{ ...saying('a date', { expires: 'jamais' }), verdicts: ['unknown', 'refused'] },
		saying('the recipient', { recipient: 12 }),
		typeof badge['issuer'] === 'string'
			? at('the name of the issuer', { [badge['issuer']]: nameless })
			: describing('the name of the issuer', { issuer: nameless }),
		at('the address', { [elsewhere]: moved }, readdressed(one, elsewhere)),
	];
}

/** Makes the forgeries of a signed badge (JWS); `stolen` is the signature of another badge. */
async function signed(
	one: Case,
	apart: UnpackedBadge,
	token: NonNullable<UnpackedBadge['token']>,
	stolen: string,
): Promise<readonly Mutant[]> {
	const [header, payload, signature] = token;
	const own = apart.document as Loose;
	const put = (what: string, parts: readonly string[], options = one.options): Mutant => ({
		what,
		given: apart.back(parts.join('.')),
		options,
	});
	const changed = (what: string, more: object, options = one.options) =>
		put(what, [header, encoded({ ...own, ...more }), signature], options);
	const [badge, options] = await anotherIssuer(one, own);
	const key = `${EVIL}/key`;
	const named =
		'verification' in own
			? { verification: { type: 'SignedBadge', creator: key } }
			: { verify: { type: 'signed', url: key } };
	const { publicKey } =
		one.suite === 'RS256'
			? generateKeyPairSync('rsa', { modulusLength: 2048 })
			: generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const publicKeyPem = publicKey.export({ format: 'pem', type: 'spki' }) as string;
	const stranger = answering(one.options, new Map([[key, { id: key, owner: EVIL, publicKeyPem }]]));
	const said = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as JsonObject;
	return [
		changed('a claim', { recipient: another(own['recipient']) }),
		changed('the issuer', { badge }, options),
		changed('a date', dated(own)),
		put('the proof value', [header, payload, spoiled(signature)]),
		changed('the key', named, stranger),
		put('another badge’s proof', [header, payload, stolen]),
		put('no algorithm', [encoded({ ...said, alg: 'none' }), payload, signature]),
		put('a shared secret', [encoded({ ...said, alg: 'HS256' }), payload, signature]),
	];
}

/**
 * Makes the mutants (forged versions) of a badge of a version before Open Badges 3.0; none when the engine
 * can read neither a badge nor an address in it.
 */
export async function legacyMutants(
	one: Case,
	apart: UnpackedBadge | undefined,
	stolen: string,
): Promise<readonly Mutant[]> {
	if (apart?.token) return signed(one, apart, apart.token, stolen);
	if (apart) return hosted(one, apart);
	const reading = readInput(one.given);
	return !reading.ok && reading.address !== undefined ? published(one, reading.address) : [];
}
