import { issueCredential } from '../../src/openbadges/index.ts';
import type { JsonObject } from '../../src/openbadges/index.ts';
import { badge, changed, DID, ISSUED, issued, SIGNER } from '../../src/openbadges/worked-example.fixture.ts';
import { hostile } from './case.ts';
import type { Hostile } from './case.ts';

const SUBJECT = 'credentialSubject';
const ACHIEVEMENT = 'credentialSubject.achievement';

/** Makes JSON-LD blank nodes nested in each other, `depth` deep. */
function nested(depth: number): JsonObject {
	let profile: JsonObject = { type: ['Profile'] };
	for (let i = 0; i < depth; i += 1) profile = { type: ['Profile'], parentOrg: profile };
	return profile;
}

/**
 * Makes `size` indistinguishable blank nodes, each linked to all the others: the cost of labelling them
 * (RDFC-1.0) grows factorially.
 */
function clique(size: number): readonly JsonObject[] {
	const nodes = Array.from({ length: size }, (_, i) => `_:b${i}`);
	return nodes.map((id) => ({
		id,
		type: ['Profile'],
		parentOrg: nodes.filter((other) => other !== id).map((other) => ({ id: other, type: ['Profile'] })),
	}));
}

/** Makes a tree of blank nodes, `depth` deep, whose `width` branches at each node are all alike. */
function tree(width: number, depth: number): JsonObject {
	if (depth === 0) return { type: ['Profile'] };
	return { type: ['Profile'], parentOrg: Array.from({ length: width }, () => tree(width, depth - 1)) };
}

/**
 * Makes the hostile cases of RDF graphs that are costly to canonicalize, and of terms redefined to mean
 * something else.
 */
export async function graphs(): Promise<readonly Hostile[]> {
	const document = await issued();
	const refused = (name: string, path: string, value: unknown, because: string) =>
		hostile(name, changed(document, path, value), 'refused', because);
	const altered = (name: string, path: string, value: unknown) =>
		hostile(name, changed(document, path, value), 'altered', 'signature broken');
	// A badge whose graph is too complex for us to canonicalize is not thereby false: its verdict is
	// `unknown`.
	const unfollowed = (name: string, path: string, value: unknown, because: string) =>
		hostile(name, changed(document, path, value), 'unknown', because);
	const structure = (name: string, path: string, value: unknown) =>
		refused(name, path, value, 'structure incomplete');
	const many = <T>(count: number, one: (i: number) => T) => Array.from({ length: count }, (_, i) => one(i));
	// These badges are signed by the hostile issuer itself, so that their signature is intact.
	const signed = (name: string, more: JsonObject, verdict: Hostile['verdict'], because: string) =>
		issueCredential({ ...badge(), ...more } as JsonObject, { key: SIGNER, created: ISSUED }).then((given) =>
			hostile(name, given, verdict, because),
		);
	const twin = { id: DID, type: ['Profile'], name: 'Un autre nom' };
	return [
		hostile(
			'ten thousand nodes without name',
			JSON.stringify({ ...document, evidence: many(10_000, () => ({ type: ['Evidence'] })) }),
			'unsupported',
			'receive too-many-values',
		),
		altered(
			'a thousand nodes without name',
			'evidence',
			many(1_000, () => ({ type: ['Evidence'] })),
		),
		altered(
			'a hundred nodes all alike but for their number',
			'evidence',
			many(100, (i) => ({ type: ['Evidence'], name: `${i}` })),
		),
		unfollowed('twenty nodes all bound to all', 'issuer.parentOrg', clique(20), 'vocabulary too-complex'),
		unfollowed('ten nodes all bound to all', 'issuer.parentOrg', clique(10), 'vocabulary too-complex'),
		unfollowed('four nodes all bound to all', 'issuer.parentOrg', clique(4), 'vocabulary too-complex'),
		unfollowed(
			'a tree all of whose branches are alike',
			'issuer.parentOrg',
			tree(6, 4),
			'vocabulary too-complex',
		),
		unfollowed('a tree of two branches, ten high', 'issuer.parentOrg', tree(2, 9), 'vocabulary too-complex'),
		unfollowed(
			'twenty profiles one in the other, all alike',
			'issuer.parentOrg',
			nested(20),
			'vocabulary too-complex',
		),
		hostile(
			'two thousand profiles one in the other',
			changed(document, 'issuer.parentOrg', nested(2_000)),
			'unsupported',
			'receive too-deep',
		),
		hostile(
			'ten thousand types',
			changed(document, 'type', [
				'VerifiableCredential',
				'OpenBadgeCredential',
				...many(7_000, () => 'VerifiableCredential'),
			]),
			'unsupported',
			'structure past-limit',
		),
		refused(
			'a type that nothing defines',
			`${ACHIEVEMENT}.type`,
			['Achievement', 'Autre'],
			'vocabulary undefined-terms',
		),
		hostile(
			'a subject that is a list of two',
			changed(document, SUBJECT, [document[SUBJECT], document[SUBJECT]]),
			'altered',
			'structure incomplete',
		),
		altered(
			'an achievement that is its own subject',
			`${ACHIEVEMENT}.id`,
			'urn:uuid:6d1b0b9e-4c1f-4a43-9d0e-0f5f5f7a1c11',
		),
		altered('a node without name where an address is due', 'id', '_:b0'),
		await signed(
			'one name for two things',
			{ endorsement: undefined as never, evidence: [{ ...twin, type: ['Evidence'] }] },
			'refused',
			'vocabulary ambiguous',
		),
		refused('no proof', 'proof', [], 'signature no-proof'),
		structure('a proof that is a text', 'proof', 'z'),
		structure('a proof that is a number', 'proof', [1]),
		hostile(
			'a proof of a kind that nobody reads',
			changed(document, 'proof', [{ type: 'BbsBlsSignature2020' }]),
			'unsupported',
			'signature unsupported-suite',
		),
		altered(
			'two hundred proofs',
			'proof',
			many(200, () => ({ ...document.proof[0], proofValue: 'z1' })),
		),
		hostile(
			'a proof in a chain',
			changed(document, 'proof.0.previousProof', 'urn:x'),
			'unsupported',
			'signature unsupported-suite',
		),
		hostile(
			'a proof inside a proof',
			changed(document, 'proof.0.proof', document.proof[0]),
			'refused',
			'vocabulary undefined-terms',
		),
	];
}
