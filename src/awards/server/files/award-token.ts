import type { Actor } from '#identity';
import { issueJwt, type JsonObject, parseStrictJson } from '#openbadges';
import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import type { Award } from '../../award.ts';
import { fileNameOf, type DownloadFile, toDownloadFile } from './artwork.ts';
import { mustBeReadable, mustReadAwardById } from '../readable-award.ts';
import { awardById } from '../award-store.ts';
import { addToken, tokenOf } from './award-token-store.ts';
import { LintFault } from '../issuing/issuance-text.ts';
import { type Issuer, mustFindIssuer, tokenKeysOf } from '../issuers/issuer-store.ts';
import { mustBeIssuing } from '../issuing/issuing-halt.ts';
import { ownVerifyOptions } from '../register.ts';
import { tokenSignerOf } from '../issuers/token-keys.ts';
import { verifyOnThread } from '../threads/verify-job.ts';

/** Most attempts to make a token: during each, the key may be replaced or the award may change. */
const TRIES = 3;

/**
 * Returns whether an award still has the text that was read: it was not revoked, signed again or erased
 * since.
 */
const stillIs = (award: Award, now: Award | undefined): boolean =>
	now?.credential === award.credential && now.revokedAt === null;

/**
 * Verifies a signed text with our own register. Throws `LintFault` unless it is valid, and
 * `platform.key-missing` (503) if it cannot be verified now.
 */
async function mustVerify(world: World, text: string): Promise<void> {
	const { verdict } = await verifyOnThread(world.threads, text, ownVerifyOptions(world), { ours: true });
	if (verdict === 'unknown') throw new Refusal('platform.key-missing', { status: 503 });
	if (verdict !== 'valid') throw new LintFault(`it verifies as ${verdict}`);
}

/**
 * Returns whether a signed text of an award verifies. Returns false if it does not because the award changed
 * meanwhile; otherwise throws what `mustVerify` throws.
 */
async function verifies(world: World, award: Award, text: string): Promise<boolean> {
	try {
		await mustVerify(world, text);
		return true;
	} catch (problem) {
		if (stillIs(award, await awardById(world.db.read, award.id))) throw problem;
		return false;
	}
}

/**
 * Makes and stores the token of an award that has none. The signed badge must verify first, and then the new
 * token, with the published key. Returns undefined if the award or the key changed meanwhile. Throws
 * not-found (404) for a revoked or erased award.
 */
async function makeToken(world: World, award: Award, issuer: Issuer): Promise<string | undefined> {
	// No token is made for a revoked badge. One made earlier is still served: it names the same revoked
	// status entry.
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
		// Two simultaneous requests sign two tokens: only the first one stored is ever served.
		return addToken(tx, { award: award.id, kid, token, madeAt });
	});
}

/**
 * Returns an award as a token (VC-JWT), if the actor may read it. The token is made and stored at the first
 * request, and is then always the same text. Throws not-found (404) for an award that is unknown, erased or
 * not readable by the actor, and for one revoked before its token was made; `recognition.issuing-halted` or
 * `platform.key-missing` (503) if the token cannot be made now.
 */
export async function awardToken(world: World, actor: Actor, id: string): Promise<DownloadFile> {
	let award = await mustReadAwardById(world, actor, id);
	for (let tries = 1; tries <= TRIES; tries += 1) {
		// The award or its keys changed meanwhile. It is read again, but the actor looked at it once only.
		if (tries > 1) award = mustBeReadable(actor, await awardById(world.db.read, id));
		const issuer = await mustFindIssuer(world.db.read, award.issuer);
		const token = (await tokenOf(world.db.read, id)) ?? (await makeToken(world, award, issuer));
		if (token !== undefined)
			return toDownloadFile(token, 'text/plain', `${await fileNameOf(world, award)}.jwt`);
	}
	throw new Error(`No token was made for award ${id} after ${TRIES} tries.`);
}
