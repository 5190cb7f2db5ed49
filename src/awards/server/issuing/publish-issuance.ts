import { idsWithAccount } from '#identity/server';
import { IdempotencyConflict } from '#platform';
import { noteActs, runFormOnceInUnit, type Queries, recordEvent, type World } from '#platform/server';
import type { Award } from '../../award.ts';
import {
	type ApplicationAcceptance,
	type Issuance,
	type VoidReason,
	withoutAdviser,
} from '../../issuance.ts';
import { badgeGivenAct } from '../acts.ts';
import { boundEmailOf } from '../binding/bound-email.ts';
import { isRenewable } from '../../expiry.ts';
import { activeAwardsByKey, addAwards, awardsByIds, makeRoomForNextAward } from '../award-store.ts';
import { uniqueKey, keyPartsOfAward, keyPartsOfIssuance } from './unique-key.ts';
import { advanceIssuances } from './issuance-store.ts';
import { publishReissued } from './publish-reissued.ts';
import { intentOf, type SignedIssuance } from './signed-issuance.ts';

function awardOf({ issuance, text: credential }: SignedIssuance): Award {
	const intent = intentOf(issuance);
	const { definitionVersion, locale, subject, basis, decidedBy, sibling, bindsEmail, validUntil } = intent;
	const { id, application, person, institution, issuer, badge, kid, statusList, statusIndex, shortCode } =
		issuance;
	return {
		...{ id, application, person, institution, issuer, badge, kid, statusList, statusIndex, shortCode },
		...{ definitionVersion, locale, subject, credential, basis, decidedBy },
		frameworkVersion: intent.frameworkVersion ?? 'crcn-2019',
		translationOf: sibling?.of ?? null,
		awardedAt: sibling ? new Date(sibling.awardedAt) : issuance.createdAt,
		validUntil: validUntil ? new Date(validUntil) : null,
		publishedAt: null,
		showsName: false,
		reconsideredAt: null,
		reconsidered: null,
		bindsEmail: bindsEmail ?? false,
		revokedAt: null,
		revokedBy: null,
		revocationReason: null,
	};
}

/** Whether a translation is bound to the same e-mail address as its original is now, or both to none. */
function isBoundAsOriginal({ intent }: Issuance, originals: readonly Award[]): boolean {
	const original = originals.find(({ id }) => id === intent?.sibling?.of);
	return !original || intent?.email?.hash === boundEmailOf(original)?.hash;
}

/**
 * The visibility that a translation takes from its original, since both are shown and hidden together.
 * Undefined if the original is revoked or gone; empty for an award that is no translation.
 */
function visibilityOfOriginal(
	issuance: Issuance,
	originals: readonly Award[],
): Pick<Award, 'publishedAt' | 'showsName'> | Record<string, never> | undefined {
	const { sibling } = intentOf(issuance);
	if (!sibling) return {};
	const original = originals.find(({ id }) => id === sibling.of);
	if (!original || original.revokedAt !== null) return undefined;
	return { publishedAt: original.publishedAt, showsName: original.showsName };
}

/** Copies these issuances without the ids of advisers who have left since they were read. */
async function withoutAdvisersWhoLeft(
	tx: Queries,
	all: readonly SignedIssuance[],
): Promise<readonly SignedIssuance[]> {
	const advisers = all.flatMap(({ issuance }) => issuance.intent?.decidedBy ?? []);
	const here = await idsWithAccount(tx, [...new Set(advisers)]);
	return all.map(({ issuance, text }) => {
		const { intent } = issuance;
		const left = intent && intent.decidedBy !== null && !here.has(intent.decidedBy);
		return left ? { issuance: { ...issuance, intent: withoutAdviser(intent) }, text } : { issuance, text };
	});
}

/**
 * Marks the application of an issuance as accepted, with the review and the form that sent it. Returns false,
 * with nothing written, if the application was decided otherwise.
 */
async function closeApplication(
	tx: Queries,
	world: World,
	issuance: Issuance,
	acceptance: ApplicationAcceptance,
): Promise<boolean> {
	const { application, createdAt } = issuance;
	const { revision, review, form } = acceptance;
	const answer = { decision: 'accept', award: issuance.id };
	const close = world.closings['application'];
	if (!close) throw new Error('World.closings has no « application »: this process cannot close one.');
	// If the form's key was used before, its stored answer is about another badge: then the application is
	// not closed again.
	const accept = () => close(tx, world, application!, { revision, review }, createdAt);
	// The adviser has left: nobody can send the form again, so its key needs no answer.
	if (form === null) return accept();
	let now = false;
	try {
		await runFormOnceInUnit(tx, world, form, async () => {
			now = await accept();
			return now ? answer : undefined;
		});
	} catch (problem) {
		// The same key was used for another decision: not closed.
		if (!(problem instanceof IdempotencyConflict)) throw problem;
	}
	return now;
}

/**
 * Inside a write unit: publishes signed issuances as awards, records their events (`award.given`) and acts,
 * and closes their applications. Returns the ids of those that cannot be published, with the reason; for
 * these it writes nothing.
 */
export async function publishIssuances(
	tx: Queries,
	world: World,
	signed: readonly SignedIssuance[],
): Promise<ReadonlyMap<string, VoidReason>> {
	const ended = new Map<string, VoidReason>();
	const all = await withoutAdvisersWhoLeft(tx, signed);
	const reissued = all.filter(({ issuance }) => issuance.reissueOf !== null);
	const first = all.filter(({ issuance }) => issuance.reissueOf === null);
	const inPlace = await activeAwardsByKey(
		tx,
		first.map(({ issuance }) => keyPartsOfIssuance(issuance)),
	);
	const originals = await awardsByIds(
		tx,
		first.flatMap(({ issuance }) => intentOf(issuance).sibling?.of ?? []),
	);
	// Of a badge that was given again meanwhile, the earlier award is translated no more.
	const originalKey = ({ person, badge }: Issuance) => ({ person, badge, translatedInto: undefined });
	const originalsInPlace = await activeAwardsByKey(
		tx,
		first.flatMap(({ issuance }) => (intentOf(issuance).sibling ? [originalKey(issuance)] : [])),
	);
	const isOfEarlier = (issuance: Issuance) => {
		const { sibling } = intentOf(issuance);
		return sibling && originalsInPlace.get(uniqueKey(originalKey(issuance)))?.id !== sibling.of;
	};
	const awards: Award[] = [];
	for (const one of first) {
		const { issuance } = one;
		const { acceptance } = intentOf(issuance);
		const visibility = visibilityOfOriginal(issuance, originals);
		const earlier = inPlace.get(uniqueKey(keyPartsOfIssuance(issuance)));
		if (earlier && !isRenewable(earlier, issuance.createdAt)) ended.set(issuance.id, 'held-already');
		else if (!visibility) ended.set(issuance.id, 'original-revoked');
		else if (isOfEarlier(issuance) || !isBoundAsOriginal(issuance, originals))
			ended.set(issuance.id, 'original-changed');
		else if (acceptance && !(await closeApplication(tx, world, issuance, acceptance)))
			ended.set(issuance.id, 'decided-otherwise');
		else awards.push({ ...awardOf(one), ...visibility });
	}
	for (const award of awards) {
		const earlier = inPlace.get(uniqueKey(keyPartsOfAward(award)));
		if (earlier && award.translationOf === null) await makeRoomForNextAward(tx, award);
	}
	await addAwards(tx, awards);
	for (const { id, person, badge, application, translationOf } of awards)
		await recordEvent(tx, world, {
			...{ name: 'award.given', person },
			about: { award: id, badge, application, translationOf },
		});
	for (const id of await publishReissued(tx, world, reissued)) ended.set(id, 'award-ended');
	const done = all.map(({ issuance }) => issuance.id).filter((id) => !ended.has(id));
	const at = world.now();
	await advanceIssuances(tx, done, { from: 'signed', to: 'published', at });
	await noteActs(
		tx,
		done.map((id) => badgeGivenAct(id, at)),
	);
	return ended;
}
