import { type Actor, must, mustBePerson } from '#identity';
import { notFound, Refusal } from '#platform';
import { type Queries, recordEvent, type World } from '#platform/server';
import { type ApplicationEvent, isEditable, isOpen, nextState } from '../../application-states.ts';
import type { Application } from '../../application.ts';
import type { BadgeInVersion } from '#badges';
import { knownBadgesFor } from '#badges/server';
import { RECORDED_AS } from '../recorded-as.ts';
import { applicationById, type ApplicationUpdate, updateApplication } from '../application-store.ts';

/**
 * Makes the refusal (409) of a form whose application has changed since its page was made, so that nothing is
 * written.
 */
export const changedMeanwhile = () => new Refusal('recognition.changed-meanwhile', { status: 409 });

/** Makes the check that an actor is the person who made an application; the check throws for anybody else. */
export const mustBeApplicant =
	({ person, institution }: Pick<Application, 'person' | 'institution'>) =>
	(me: Actor): void =>
		must(me, 'write', { kind: 'application', person, institution });

/**
 * Reads an application of the actor's own. Throws the same 404 for another person's application and for an
 * unknown id.
 */
export async function ownApplication(world: World, actor: Actor, id: string): Promise<Application> {
	mustBePerson(actor);
	const found = await applicationById(world.db.read, id);
	if (!found) throw notFound();
	mustBeApplicant(found)(actor);
	return found;
}

/**
 * The definition, in the present catalogue, of the badge that an application asks for, in the version of the
 * framework in which it was begun. Throws the common 404
 * when the badge has left the catalogue.
 */
export async function definitionFor(
	world: World,
	{ badge, frameworkVersion }: Pick<Application, 'badge' | 'frameworkVersion'>,
): Promise<BadgeInVersion> {
	const definition = (await knownBadgesFor(world, [badge])).badge(badge);
	if (!definition) throw notFound();
	return { ...definition, framework: frameworkVersion };
}

/**
 * Inside a write unit: locks an application's row by raising its revision, and stores the columns in `set`;
 * returns the application as it then is. Throws not-found for an unknown application, and
 * `recognition.changed-meanwhile` (409) when it cannot be edited.
 */
export async function lockForEditing(
	tx: Queries,
	id: string,
	set: Pick<Partial<Application>, 'evidenceInBadge' | 'bindsEmail'> = {},
): Promise<Application> {
	const now = await applicationById(tx, id);
	if (!now) throw notFound();
	if (!isEditable(now.state)) throw changedMeanwhile();
	if (!(await updateApplication(tx, id, { from: now, state: now.state, open: true, set }))) {
		throw changedMeanwhile();
	}
	return { ...now, ...set, revision: now.revision + 1 };
}

/**
 * Inside a write unit: changes an application's state as `event` asks, stores the columns in `set` and
 * records the event for the listeners. Throws `refusal()` when the state does not allow the event, or when
 * the application changed since `from` was read.
 */
export async function changeState(
	tx: Queries,
	world: World,
	from: Application,
	event: ApplicationEvent,
	set: NonNullable<ApplicationUpdate['set']>,
	refusal: () => Refusal = changedMeanwhile,
): Promise<void> {
	const state = nextState(from.state, event);
	if (!state) throw refusal();
	if (!(await updateApplication(tx, from.id, { from, state, open: isOpen(state), set }))) throw refusal();
	await recordEvent(tx, world, {
		name: RECORDED_AS[event],
		person: from.person,
		about: { application: from.id },
	});
}
