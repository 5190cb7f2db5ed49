import { notFound } from '#platform';
import type { World } from '#platform/server';
import { type Actor, mustBePerson } from '../../actor.ts';
import { LEFT_OUT, type LeftOut } from '../../bulk-act.ts';
import { administeredInstitution } from '../accounts/administered-person.ts';
import {
	findBulkAct,
	leftOutPeople,
	notLeftOut,
	outcomeCounts,
	type StoredBulkAct,
} from './bulk-act-store.ts';

/** How many people left out a page shows. */
const PER_PAGE = 50;

/** An act for many people, as its maker reads it before and after confirming it. */
export interface BulkActView extends StoredBulkAct {
	/** For how many people it was done. */
	readonly performed: number;
	/** For how many people it would be done, or is still to do. */
	readonly toDo: number;
	/** How many people are left out, by reason, in the order of `LEFT_OUT`; reasons that leave nobody out are not listed. */
	readonly reasons: readonly { readonly reason: LeftOut; readonly people: number }[];
	/** The people left out on this page. */
	readonly leftOut: readonly { readonly name: string; readonly outcome: LeftOut }[];
	readonly page: number;
	readonly pages: number;
}

/**
 * Reads an act that the actor prepared in the institution that they administer, with a page of the people whom it
 * leaves out. Throws not-found for anybody else's, and for a page past the last.
 */
export async function readBulkAct(world: World, actor: Actor, id: string, page = 1): Promise<BulkActView> {
	const institution = administeredInstitution(actor);
	const found = await findBulkAct(world.db.read, id);
	if (found?.institution !== institution || found.createdBy !== mustBePerson(actor).id) throw notFound();
	const counts = await outcomeCounts(world.db.read, id);
	const reasons = LEFT_OUT.flatMap((reason) => {
		const people = counts.get(reason) ?? 0;
		return people > 0 ? [{ reason, people }] : [];
	});
	const many = reasons.reduce((sum, { people }) => sum + people, 0);
	const pages = Math.max(1, Math.ceil(many / PER_PAGE));
	if (page > pages) throw notFound();
	const leftOut =
		many === 0
			? []
			: await leftOutPeople(world.db.read, id, { after: (page - 1) * PER_PAGE, most: PER_PAGE });
	return {
		...found,
		...{ performed: counts.get('done') ?? 0, toDo: counts.get(null) ?? 0, reasons, leftOut, page, pages },
	};
}

/** Reads the ids of the people for whom an act that the actor prepared is to be done, or was. */
export async function peopleOfBulkAct(world: World, actor: Actor, id: string): Promise<ReadonlySet<string>> {
	await readBulkAct(world, actor, id);
	return new Set(await notLeftOut(world.db.read, id));
}
