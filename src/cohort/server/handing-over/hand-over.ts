import { can, type Actor, must, mustBePerson } from '#identity';
import {
	advisersNow,
	endAccompaniments,
	noteAdministrativeAct,
	withdrawAllShares,
	writeOnceAsActor,
} from '#identity/server';
import { notFound, Refusal } from '#platform';
import { recordEvent, type World } from '#platform/server';
import { isOver } from '../../cohort.ts';
import { advisersOfCohorts, cohortForAdviser, removePortraitOf, replaceAdvisers } from '../cohort-store.ts';
import { ensureListInUnit, listedCohort, worldReadingInUnit } from '../list-people.ts';
import { replaceList } from '../list-store.ts';
import { slipVersion } from '../slip.ts';
import { askEverybodyListed } from './asked-store.ts';

/**
 * Hands a cohort over to another adviser of its institution, who becomes the only one: for one of its advisers,
 * or for an administrator of the institution. What its people share ends at once, and its portrait is removed:
 * the new adviser sees who is asked, by name, until each of them accepts or leaves. Throws not-found for anybody
 * else, `cohort.adviser-unknown` for somebody who does not advise there now, `cohort.adviser-same` for its only
 * adviser, `cohort.is-over` after its last day, and `cohort.changed` (409) when its advisers have changed since
 * the form's page was made (`shown`: `slipVersion`). The new adviser is told (`handover.received`). What an
 * administrator hands over stands in the journal of the institution. Idempotent for a form's key.
 */
export async function handCohortOver(
	world: World,
	actor: Actor,
	input: {
		readonly cohort: string;
		readonly adviser: string;
		readonly shown: string;
		readonly key: string;
	},
): Promise<void> {
	const { cohort: id, adviser, shown, key } = input;
	mustBePerson(actor);
	const found = await cohortForAdviser(world.db.read, id);
	if (!found) throw notFound();
	const { institution } = found.cohort;
	const may = (me: Actor) => {
		if (!can(me, 'administer', { kind: 'institution', institution }))
			must(me, 'advise', { kind: 'institution', institution });
	};
	may(actor);
	const form = { may, action: 'cohort.hand-over', key, sent: { cohort: id, adviser } };
	await writeOnceAsActor(world, actor, form, async (tx, me) => {
		const now = (await cohortForAdviser(tx, id))?.cohort;
		if (!now) throw notFound();
		const advisers = (await advisersOfCohorts(tx, [id])).get(id)!;
		if (!can(me, 'administer', { kind: 'institution', institution }))
			must(me, 'write', { kind: 'cohort', institution, advisers });
		if (isOver(now, world.now())) throw new Refusal('cohort.is-over', { field: 'adviser' });
		const [taker] = await advisersNow(worldReadingInUnit(world, tx), institution, [adviser]);
		if (!taker) throw new Refusal('cohort.adviser-unknown', { field: 'adviser' });
		if (slipVersion({ ...now, advisers }) !== shown) throw new Refusal('cohort.changed', { status: 409 });
		if (advisers.length === 1 && advisers[0] === adviser)
			throw new Refusal('cohort.adviser-same', { field: 'adviser' });
		await ensureListInUnit(tx, world, now);
		await askEverybodyListed(tx, id, adviser);
		await withdrawAllShares(tx, world, { granteeKind: 'cohort', grantee: id });
		await endAccompaniments(tx, { through: id });
		await replaceList(tx, listedCohort(now), []);
		// Nobody agreed that the new adviser sees what was made of their levels.
		await removePortraitOf(tx, id);
		await replaceAdvisers(tx, id, { adviser, at: world.now() });
		if (can(me, 'administer', { kind: 'institution', institution }))
			await noteAdministrativeAct(
				tx,
				world,
				{ institution, actor: me.id },
				{ what: 'cohort-handed-over', thing: id },
			);
		await recordEvent(tx, world, { name: 'cohort.handed-over', person: null, about: { cohort: id } });
		// Who takes a cohort over themselves, as an administrator may, need not be told.
		if (adviser !== me.id)
			await recordEvent(tx, world, { name: 'handover.received', person: adviser, about: { cohort: id } });
		return true;
	});
}
