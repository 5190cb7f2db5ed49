import { type Actor, must, personOf } from '#identity';
import { stillMay } from '#identity/server';
import { type JsonObject, parseStrictJson } from '#openbadges';
import { type Locale, notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import type { Award } from '../../award.ts';
import { awardThing } from '../readable-award.ts';
import { canBeSaidAgain } from '../award-page.ts';
import { awardById, siblingAward } from '../award-store.ts';
import { catalogueOf } from '#badges/server';
import { issueAward } from '../issuing/issue-award.ts';
import { ensureIssuer } from '../issuers/issuers.ts';
import type { ToAward } from '../issuing/prepare-award.ts';
import { alreadyRevoked } from '../revoke-award.ts';

/** The other of the two languages. */
export const otherLocale = (locale: Locale): Locale => (locale === 'fr' ? 'en' : 'fr');

/** The evidence written in a signed badge, piece by piece, to be written again as it is; null if there is none in it. */
function evidenceAgain(credential: string): ToAward['evidence'] {
	const { evidence = [] } = parseStrictJson(credential) as { evidence?: readonly JsonObject[] } & JsonObject;
	const named = evidence.filter(({ name }) => typeof name === 'string');
	if (named.length === 0) return null;
	return named.map(({ id, name, narrative }) => ({
		title: String(name),
		link: typeof id === 'string' ? id : null,
		reflection: typeof narrative === 'string' ? narrative : '',
	}));
}

/** What a sibling says; undefined when it can no longer be said the same: other criteria, or another issuing body. */
function saidAgain(world: World, award: Award, issuer: string): ToAward | undefined {
	const definition = catalogueOf(world).badge(award.badge);
	const { person, basis, credential } = award;
	if (!definition || !canBeSaidAgain(award, definition) || award.issuer !== issuer) return undefined;
	if (person === null || basis === null || credential === null) return undefined;
	return {
		...{ person, definition, basis },
		institution: award.institution,
		locale: otherLocale(award.locale),
		evidence: evidenceAgain(credential),
		application: null,
		decidedBy: award.decidedBy,
		acceptance: null,
		sibling: award,
	};
}

/**
 * Gives the person a badge of theirs in the other language: the one that stands, else one issued now through the same
 * steps, with the same basis, evidence and dates. Never a second recognition: both are shown, hidden and revoked
 * together, and count once. Gives its id. Anybody else gets the common 404; of a revoked badge:
 * `recognition.already-revoked`; when its criteria or its issuing body have changed since: `recognition.sibling-changed`
 * (409 both).
 */
export async function issueSibling(
	world: World,
	actor: Actor,
	id: string,
): Promise<{ readonly award: string; readonly now: boolean }> {
	personOf(actor);
	const award = await awardById(world.db.read, id);
	if (!award || award.person === null) throw notFound();
	const may = (me: Actor) => must(me, 'write', awardThing(award));
	may(actor);
	if (award.revokedAt !== null) throw alreadyRevoked();
	const standing = await siblingAward(world.db.read, award);
	if (standing) return { award: standing.id, now: false };
	const issuer = await ensureIssuer(world, award.institution);
	const wanted = saidAgain(world, award, issuer.id);
	if (!wanted) throw new Refusal('recognition.sibling-changed', { status: 409 });
	return issueAward(world, { ...wanted, mayAsk: (tx) => stillMay(tx, world, actor, may) });
}
