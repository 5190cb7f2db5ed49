import type { Actor } from '#identity';
import { issueJwt, type JsonObject, parseStrictJson } from '#openbadges';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { Award } from '../../award.ts';
import { type Sent, sent } from './artwork.ts';
import { readableAward } from '../readable-award.ts';
import { awardById } from '../award-store.ts';
import { addToken, tokenOf } from './award-token-store.ts';
import { mustVerify } from '../issuing/issuance-lint.ts';
import { type Issuer, issuerOf, tokenKeysOf } from '../issuers/issuer-store.ts';
import { mustBeIssuing } from '../issuing/issuing-halt.ts';
import { ownRegister } from '../register.ts';
import { tokenSignerOf } from '../issuers/token-keys.ts';

/** Tries: a key may be rotated while it signs. */
const TRIES = 3;

/** Whether an award is still what was read: neither revoked, nor signed anew, nor erased. */
const stillIs = (award: Award, now: Award | undefined): boolean =>
	now?.credential === award.credential && now.revokedAt === null;

/** Verifies a text of an award; false if it does not because the award changed meanwhile. */
async function verifies(world: World, award: Award, text: string): Promise<boolean> {
	try {
		await mustVerify(world, text, ownRegister(world));
		return true;
	} catch (problem) {
		if (stillIs(award, await awardById(world.db.read, award.id))) throw problem;
		return false;
	}
}

/**
 * Makes the token of an award that has none: from the signed badge, which must verify; verified in its turn by the
 * published key, then stored. Undefined if the award or the key changed meanwhile.
 */
async function makeToken(world: World, award: Award, issuer: Issuer): Promise<string | undefined> {
	// A revoked badge is signed no more; its token, if it had one, is in the status list like the rest of it.
	if (award.credential === null || award.revokedAt !== null) throw notFound();
	if (!(await verifies(world, award, award.credential))) return undefined;
	const { proof: _proof, ...credential } = parseStrictJson(award.credential) as JsonObject;
	const { kid, alg, key } = await tokenSignerOf(world, issuer);
	const madeAt = world.now();
	const token = issueJwt(credential, key, { alg, issuedAt: madeAt });
	if (!(await verifies(world, award, token))) return undefined;
	return world.db.write(async (tx) => {
		await mustBeIssuing(tx, award.institution);
		const now = await awardById(tx, award.id);
		const signing = await tokenKeysOf(tx, issuer.id);
		if (!stillIs(award, now)) return undefined;
		if (!signing.some((one) => one.kid === kid && one.state === 'active')) return undefined;
		// Two at once make two: the first one stored is the only one ever given.
		return addToken(tx, { award: award.id, kid, token, madeAt });
	});
}

/**
 * An award as a compact token, for whoever may read it: always the same text, made and stored the first time. Unknown,
 * unpublished, erased and not theirs get the common 404, as does one revoked before it was ever made. Throws
 * `recognition.issuing-halted` and `platform.key-missing` (503) when it must be made and cannot be now.
 */
export async function awardToken(world: World, actor: Actor, id: string): Promise<Sent> {
	for (let tries = 1; tries <= TRIES; tries += 1) {
		const award = await readableAward(world, actor, id);
		const issuer = await issuerOf(world.db.read, award.issuer);
		const token = (await tokenOf(world.db.read, id)) ?? (await makeToken(world, award, issuer));
		if (token !== undefined) return sent(token, 'text/plain', `${award.badge}-${id.slice(0, 6)}.jwt`);
	}
	throw new Error(`No token was made for award ${id} after ${TRIES} tries.`);
}
