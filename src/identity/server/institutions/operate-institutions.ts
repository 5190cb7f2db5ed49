import { type Json, notFound, Refusal, visibleLine } from '#platform';
import { type FormSubmission, type Queries, runFormOnce, type World } from '#platform/server';
import { type Actor, mustBePerson } from '../../actor.ts';
import { must } from '../../can.ts';
import { membersOf } from '../accounts/membership-store.ts';
import { writeOnceAsActor } from '../write-as-actor.ts';
import { addInstitution, type NewInstitution } from './create-institution.ts';
import { insertInstitutionChanges } from './institution-change-store.ts';
import {
	findInstitution,
	findInstitutions,
	type Institution,
	peopleByInstitution,
	updateInstitution,
} from './institution-store.ts';
import type { InstitutionKind } from '../../institution-kinds.ts';

/** Throws unless the actor runs the service: the operator signed in, or the operator's command. */
export function mustOperate(actor: Actor): void {
	if (actor.kind !== 'operator') mustBePerson(actor);
	must(actor, 'operate', { kind: 'service' });
}

/**
 * Runs an act of the operator once per form key, whether they are signed in or type a command. Throws for anybody
 * else.
 */
export async function operateOnce<T extends Json>(
	world: World,
	actor: Actor,
	form: Omit<FormSubmission, 'who'>,
	work: (tx: Queries) => Promise<T>,
): Promise<T> {
	mustOperate(actor);
	if (actor.kind === 'person') return writeOnceAsActor(world, actor, { ...form, may: mustOperate }, work);
	return (await runFormOnce(world, { ...form, who: 'operator' }, work)) as T;
}

/** An institution as the operator lists it: how many open accounts have a role there, and nobody's name. */
export interface OperatedInstitution extends Institution {
	readonly people: number;
}

/** Returns every institution of the service, by age, with how many people each has. */
export async function operatedInstitutions(world: World, actor: Actor): Promise<OperatedInstitution[]> {
	mustOperate(actor);
	const [all, people] = await Promise.all([
		findInstitutions(world.db.read),
		peopleByInstitution(world.db.read),
	]);
	return all.map((one) => ({ ...one, people: people.get(one.id) ?? 0 }));
}

/** Returns the institution with this short name, for the operator. Throws not-found (404) for an unknown one. */
export async function operatedInstitution(
	world: World,
	actor: Actor,
	slug: string,
): Promise<OperatedInstitution> {
	const found = (await operatedInstitutions(world, actor)).find((one) => one.slug === slug);
	if (!found) throw notFound();
	return found;
}

/** What the operator says of an institution to make. */
export type InstitutionToMake = Pick<
	NewInstitution,
	'name' | 'slug' | 'kind' | 'timeZone' | 'language' | 'frameworkVersion'
> & {
	readonly key: string;
};

/**
 * Makes an institution and returns its id. In a demonstration it is one of the demonstration, whose badges
 * say so. Throws what `addInstitution` throws.
 */
export async function makeInstitution(
	world: World,
	actor: Actor,
	{ key, ...input }: InstitutionToMake,
): Promise<string> {
	const form = { action: 'identity.make-institution', key, sent: { ...input } };
	return operateOnce(world, actor, form, async (tx) => {
		const { id } = await addInstitution(tx, world, { ...input, demonstration: world.demonstration });
		return id;
	});
}

/** Reads an institution again inside a write unit. Throws not-found (404) for an unknown short name. */
async function mustFind(tx: Queries, slug: string): Promise<Institution> {
	const found = await findInstitution(tx, { slug });
	if (!found) throw notFound();
	return found;
}

/**
 * Renames an institution, and corrects its kind if one is given. Its short name, and so its address, stay.
 * Throws `identity.institution-name-missing`, and `identity.has-learners` for a RÉCIT service where somebody
 * learns.
 */
export async function renameInstitution(
	world: World,
	actor: Actor,
	input: { slug: string; name: string; kind?: InstitutionKind | undefined; key: string },
): Promise<void> {
	const { slug, kind, key } = input;
	const name = visibleLine(input.name);
	if (name === '') throw new Refusal('identity.institution-name-missing', { field: 'institution' });
	const form = { action: `identity.rename-institution:${slug}`, key, sent: { name, ...(kind && { kind }) } };
	await operateOnce(world, actor, form, async (tx) => {
		const { id, name: was } = await mustFind(tx, slug);
		const people = kind === 'recit' ? await membersOf(tx, id) : [];
		if (people.some(({ role }) => role === 'learner'))
			throw new Refusal('identity.has-learners', { field: 'kind' });
		await updateInstitution(tx, id, { name, ...(kind && { kind }) });
		// Its administrators read who changed it.
		if (name !== was)
			await insertInstitutionChanges(tx, [
				{
					...{ id: world.newId(), institution: id, setting: 'name', was, became: name },
					...{ changedBy: actor.kind === 'person' ? actor.id : null, changedAt: world.now() },
				},
			]);
		return null;
	});
}

/**
 * Closes an institution or reopens it. In a closed one nobody acts, nobody is invited and nothing is issued;
 * its keys, its status lists and the pages of its badges stay served, and people keep what is theirs. Closed
 * again, it keeps the first date.
 */
export async function setInstitutionClosed(
	world: World,
	actor: Actor,
	{ slug, closed, key }: { slug: string; closed: boolean; key: string },
): Promise<void> {
	const form = { action: `identity.close-institution:${slug}`, key, sent: { closed } };
	await operateOnce(world, actor, form, async (tx) => {
		const { id, closedAt } = await mustFind(tx, slug);
		await updateInstitution(tx, id, { closedAt: closed ? (closedAt ?? world.now()) : null });
		return null;
	});
	world.log.warn(closed ? 'institution.closed' : 'institution.reopened', { slug });
}
