import { type Actor, must, mustBePerson } from '#identity';
import { writeAsActor } from '#identity/server';
import { notFound } from '#platform';
import { noteActs, type World } from '#platform/server';
import { badgeHiddenAct } from './acts.ts';
import { awardAccessFacts } from './readable-award.ts';
import { awardById, setPublication, otherLanguageAward } from './award-store.ts';

/** Who may see the page of a badge: its holder alone, anybody, or anybody with the holder's name on it. */
export type Visibility = 'private' | 'public' | 'public-with-name';

/**
 * Stores the holder's choice of who may see the page of a badge and of its translation. The page can become
 * private again at any time, which is recorded in the journal of acts. Throws not-found (404) unless the
 * actor is the holder.
 */
export async function setAwardVisibility(
	world: World,
	actor: Actor,
	id: string,
	{ visibility }: { readonly visibility: Visibility; readonly key: string },
): Promise<void> {
	mustBePerson(actor);
	const award = await awardById(world.db.read, id);
	if (!award || award.person === null) throw notFound();
	const may = (me: Actor) => must(me, 'write', awardAccessFacts(award));
	// Without a form key: setting a state twice changes nothing, and a stored answer could confirm another
	// choice than the one sent.
	await writeAsActor(world, actor, may, async (tx) => {
		const now = await awardById(tx, id);
		if (!now || now.person !== award.person) throw notFound();
		const publishedAt = visibility === 'private' ? null : (now.publishedAt ?? world.now());
		const set = { publishedAt, showsName: visibility === 'public-with-name' };
		await setPublication(tx, id, set);
		const translation = await otherLanguageAward(tx, now);
		if (translation) await setPublication(tx, translation.id, set);
		if (publishedAt !== null || award.publishedAt === null) return;
		const hidden = translation ? [id, translation.id] : [id];
		await noteActs(
			tx,
			hidden.map((one) => badgeHiddenAct(one, world.now())),
		);
	});
}
