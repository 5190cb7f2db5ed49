import { type Actor, mustBeLearner, must, mustBePerson } from '#identity';
import { type Locale, notFound, Refusal } from '#platform';
import { writeOnceAsActor } from '#identity/server';
import { isUniqueViolation, type World } from '#platform/server';
import { isOpen } from '../../application-states.ts';
import { addApplication, applicationsOf } from '../application-store.ts';
import { versionAnsweredIn } from '#assessment/server';
import { isRenewable } from '#awards';
import { activeAward } from '#awards/server';
import { advisersAsked, inFramework } from '#badges';
import type { ApplicationKind } from '../../application-kind.ts';
import { knownBadges } from '#badges/server';

/**
 * What a person sends to begin an application: the badge, the language it will be signed in, and the form's
 * key.
 */
export interface StartInput {
	readonly badge: string;
	readonly locale: Locale;
	/** Evidence, where it is left out. */
	readonly kind?: Exclude<ApplicationKind, 'reconsideration'>;
	readonly key: string;
}

/** The id of a person's open application for a badge; undefined when none is open. */
export async function openApplicationId(
	world: World,
	person: string,
	badge: string,
): Promise<string | undefined> {
	const all = await applicationsOf(world.db.read, person);
	return all.find((one) => one.badge === badge && isOpen(one.state))?.id;
}

/**
 * Begins the actor's application for a badge that an adviser decides, and returns its id; or returns the id
 * of the application still open. After a refusal or a withdrawal, it begins a new one. Throws
 * `recognition.already-held` (409) when the person holds the badge, unless it expires within 30 days.
 */
export async function startApplication(world: World, actor: Actor, input: StartInput): Promise<string> {
	const { id: person } = mustBePerson(actor);
	const { institution } = mustBeLearner(actor);
	const may = (me: Actor) => {
		must(me, 'write', { kind: 'application', person, institution });
		must(me, 'learn', { kind: 'institution', institution });
	};
	may(actor);
	// A badge of another institution's own is not offered here, nor is one that was taken out of the offer.
	const offered = (await knownBadges(world, actor)).offered(input.badge, institution);
	if (!offered || offered.kind === 'exploration') throw notFound();
	const { kind = 'evidence' } = input;
	// What two advisers must see in two contexts is not told in an interview.
	if (kind === 'prior-learning' && advisersAsked(offered) > 1) throw notFound();
	const definition = inFramework(offered, await versionAnsweredIn(world, person, { institution }));
	const before = await openApplicationId(world, person, definition.id);
	if (before) return before;
	const held = await activeAward(world.db.read, person, definition.id);
	if (held && !isRenewable(held, world.now())) {
		throw new Refusal('recognition.already-held', { status: 409 });
	}
	const { locale, key } = input;
	const form = {
		may,
		action: `recognition.start:${definition.id}`,
		key,
		sent: { locale, ...(kind !== 'evidence' && { kind }) },
	};
	try {
		return await writeOnceAsActor(world, actor, form, async (tx) => {
			const id = world.newId();
			await addApplication(tx, {
				id,
				person,
				institution,
				badge: definition.id,
				definitionVersion: definition.version,
				frameworkVersion: definition.framework,
				kind,
				locale,
				state: 'draft',
				revision: 1,
				evidenceInBadge: false,
				bindsEmail: false,
				settling: false,
				createdAt: world.now(),
				submittedAt: null,
				decidedAt: null,
			});
			return id;
		});
	} catch (problem) {
		const open = isUniqueViolation(problem) && (await openApplicationId(world, person, definition.id));
		if (open) return open;
		throw problem;
	}
}
