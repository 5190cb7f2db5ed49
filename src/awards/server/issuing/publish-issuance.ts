import { standingPeople } from '#identity/server';
import { OtherContent } from '#platform';
import { noteActs, onceWithin, type Queries, recordEvent, type World } from '#platform/server';
import type { Award } from '../../award.ts';
import { type Acceptance, type Issuance, type VoidReason, withoutAdviser } from '../../issuance.ts';
import { givenAct } from '../acts.ts';
import { addAwards, awardsByIds, standingAmong } from '../award-store.ts';
import { activeKey, namedIssuance } from './unique-key.ts';
import { advanceAll } from './issuance-store.ts';
import { giveReissued } from './publish-reissued.ts';
import { intentOf, type SignedIssuance } from './signed-issuance.ts';

function awardOf({ one, text: credential }: SignedIssuance): Award {
	const { definitionVersion, locale, subject, basis, decidedBy, sibling } = intentOf(one);
	const { id, application, person, institution, issuer, badge, kid, statusList, statusIndex, shortCode } =
		one;
	return {
		...{ id, application, person, institution, issuer, badge, kid, statusList, statusIndex, shortCode },
		...{ definitionVersion, locale, subject, credential, basis, decidedBy },
		siblingOf: sibling?.of ?? null,
		awardedAt: sibling ? new Date(sibling.awardedAt) : one.createdAt,
		publishedAt: null,
		showsName: false,
		revokedAt: null,
		revokedBy: null,
		revocationReason: null,
	};
}

/**
 * Who sees an award that says another again: the two are shown and hidden together. Undefined when the other stands no
 * more; nothing to say of one that is nobody's sibling.
 */
function besideOriginal(
	one: Issuance,
	originals: readonly Award[],
): Pick<Award, 'publishedAt' | 'showsName'> | Record<string, never> | undefined {
	const { sibling } = intentOf(one);
	if (!sibling) return {};
	const original = originals.find(({ id }) => id === sibling.of);
	if (!original || original.revokedAt !== null) return undefined;
	return { publishedAt: original.publishedAt, showsName: original.showsName };
}

/** These, of which those whose adviser left since they were read say nothing more of them. */
async function withThoseWhoStand(
	tx: Queries,
	all: readonly SignedIssuance[],
): Promise<readonly SignedIssuance[]> {
	const advisers = all.flatMap(({ one }) => one.intent?.decidedBy ?? []);
	const here = await standingPeople(tx, [...new Set(advisers)]);
	return all.map(({ one, text }) => {
		const { intent } = one;
		const left = intent && intent.decidedBy !== null && !here.has(intent.decidedBy);
		return left ? { one: { ...one, intent: withoutAdviser(intent) }, text } : { one, text };
	});
}

/** Closes the application with the review and the form that sent it; false, nothing written, if it was answered otherwise. */
async function accepted(tx: Queries, world: World, one: Issuance, acceptance: Acceptance): Promise<boolean> {
	const { application, createdAt } = one;
	const { revision, review, form } = acceptance;
	const answer = { decision: 'accept', award: one.id };
	const close = world.closings['application'];
	if (!close) throw new Error('This process was given no closing named « application ».');
	// A form that had its answer before had another badge's.
	const accept = () => close(tx, world, application!, { revision, review }, createdAt);
	// Its adviser has left, and with them whoever could send the form again.
	if (form === null) return accept();
	let now = false;
	try {
		await onceWithin(tx, world, form, async () => {
			now = await accept();
			return now ? answer : undefined;
		});
	} catch (problem) {
		// Under its key another answer was sent, and taken.
		if (!(problem instanceof OtherContent)) throw problem;
	}
	return now;
}

/**
 * Inside a write unit: gives signed badges to their people and closes the applications that led to them. Those that
 * cannot be given, and why: nothing of theirs is written.
 */
export async function give(
	tx: Queries,
	world: World,
	given: readonly SignedIssuance[],
): Promise<ReadonlyMap<string, VoidReason>> {
	const ended = new Map<string, VoidReason>();
	const all = await withThoseWhoStand(tx, given);
	const anew = all.filter(({ one }) => one.reissueOf !== null);
	const first = all.filter(({ one }) => one.reissueOf === null);
	const held = await standingAmong(
		tx,
		first.map(({ one }) => namedIssuance(one)),
	);
	const originals = await awardsByIds(
		tx,
		first.flatMap(({ one }) => intentOf(one).sibling?.of ?? []),
	);
	const awards: Award[] = [];
	for (const signed of first) {
		const { one } = signed;
		const { acceptance } = intentOf(one);
		const beside = besideOriginal(one, originals);
		if (held.has(activeKey(namedIssuance(one)))) ended.set(one.id, 'held-already');
		else if (!beside) ended.set(one.id, 'original-revoked');
		else if (acceptance && !(await accepted(tx, world, one, acceptance)))
			ended.set(one.id, 'decided-otherwise');
		else awards.push({ ...awardOf(signed), ...beside });
	}
	await addAwards(tx, awards);
	for (const { id, person, badge } of awards)
		await recordEvent(tx, world, { name: 'award.given', person, about: { award: id, badge } });
	for (const id of await giveReissued(tx, world, anew)) ended.set(id, 'award-ended');
	const done = all.map(({ one }) => one.id).filter((id) => !ended.has(id));
	const at = world.now();
	await advanceAll(tx, done, { from: 'signed', to: 'published', at });
	await noteActs(
		tx,
		done.map((id) => givenAct(id, at)),
	);
	return ended;
}
