import { type Actor, must, mustBePerson } from '#identity';
import { mustStillBeAllowed } from '#identity/server';
import { type JsonObject, parseStrictJson } from '#openbadges';
import { type Locale, notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import type { Award } from '../../award.ts';
import { awardAccessFacts } from '../readable-award.ts';
import { canBeTranslated } from '../award-page.ts';
import { endUnderWay } from '../binding/set-award-binding.ts';
import { awardById, otherLanguageAward } from '../award-store.ts';
import { definitionOfAward } from '../definition-of-award.ts';
import { issueAward } from '../issuing/issue-award.ts';
import { assessorIn } from '../issuers/assessor.ts';
import { ensureIssuer } from '../issuers/issuers.ts';
import type { AwardRequest } from '../issuing/prepare-award.ts';
import { alreadyRevokedRefusal } from '../revoke-award.ts';

/** Returns the interface's other language: English for French, French for English. */
export const otherLocale = (locale: Locale): Locale => (locale === 'fr' ? 'en' : 'fr');

/**
 * Reads the evidence in the text of a signed badge, to be copied into its translation; null if it has none.
 */
function evidenceIn(credential: string): AwardRequest['evidence'] {
	const { evidence = [] } = parseStrictJson(credential) as { evidence?: readonly JsonObject[] } & JsonObject;
	const named = evidence.filter(({ name }) => typeof name === 'string');
	if (named.length === 0) return null;
	return named.map(({ id, name, narrative }) => ({
		title: String(name),
		link: typeof id === 'string' ? id : null,
		reflection: typeof narrative === 'string' ? narrative : '',
	}));
}

/**
 * Builds the request for a translation of an award; undefined if the criteria or the issuer have changed
 * since.
 */
async function translationRequest(
	world: World,
	award: Award,
	issuer: string,
): Promise<AwardRequest | undefined> {
	const definition = await definitionOfAward(world, award);
	const { person, basis, credential } = award;
	if (!definition || !canBeTranslated(award, definition, world.now()) || award.issuer !== issuer)
		return undefined;
	if (person === null || basis === null || credential === null) return undefined;
	return {
		...{ person, definition, basis },
		institution: award.institution,
		locale: otherLocale(award.locale),
		evidence: evidenceIn(credential),
		bindsEmail: award.bindsEmail,
		application: null,
		decidedBy: award.decidedBy,
		assessor: assessorIn(credential),
		acceptance: null,
		original: award,
	};
}

/**
 * Issues the actor's badge in the other language, with the same basis, evidence and dates, or returns the
 * translation that exists (`now` false). The two are one recognition: they are published, hidden and revoked
 * together, and count once. Throws not-found (404) unless the actor is the holder,
 * `recognition.already-revoked` (409), and `recognition.sibling-changed` (409) if the criteria or the issuer
 * have changed since.
 */
export async function issueTranslation(
	world: World,
	actor: Actor,
	id: string,
): Promise<{ readonly award: string; readonly now: boolean }> {
	mustBePerson(actor);
	const found = await awardById(world.db.read, id);
	if (!found || found.person === null) throw notFound();
	const may = (me: Actor) => must(me, 'write', awardAccessFacts(found));
	may(actor);
	// An issuance under way may be binding the original to an address, or unbinding it: it ends first, so that
	// the translation copies the final state.
	await endUnderWay(world, found);
	const award = (await awardById(world.db.read, id)) ?? found;
	if (award.revokedAt !== null) throw alreadyRevokedRefusal();
	const existing = await otherLanguageAward(world.db.read, award);
	if (existing) return { award: existing.id, now: false };
	const issuer = await ensureIssuer(world, award.institution);
	const wanted = await translationRequest(world, award, issuer.id);
	if (!wanted) throw new Refusal('recognition.sibling-changed', { status: 409 });
	return issueAward(world, { ...wanted, mayAsk: (tx) => mustStillBeAllowed(tx, world, actor, may) });
}
