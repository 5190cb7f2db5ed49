import { createHash } from 'node:crypto';
import { Refusal, visibleLine } from '#platform';
import {
	type AcceptedContent,
	fileById,
	letGoOfFile,
	type Queries,
	recordFile,
	type StoredFile,
	storeContentThen,
	type World,
} from '#platform/server';
import type { Actor, PersonActor } from '../../actor.ts';
import { THRESHOLDS, TIME_ZONES } from '../../institution-settings.ts';
import { administeredInstitution } from '../accounts/administered-person.ts';
import { writeOnceAsAdministrator } from '../administration/write-as-administrator.ts';
import {
	type ChangedSetting,
	insertInstitutionChanges,
	type InstitutionChange,
	latestInstitutionChanges,
} from './institution-change-store.ts';
import { findInstitution, type Institution, updateInstitution } from './institution-store.ts';
import { institutionById } from './read-institutions.ts';

/** How many changes the page lists. */
const LISTED = 30;

/** What the page of an institution's settings shows to its administrators. */
export interface AdministeredSettings {
	readonly institution: Institution;
	/** Version of the settings, for the forms that replace them. */
	readonly version: string;
	readonly logo: StoredFile | undefined;
	readonly changes: readonly InstitutionChange[];
}

type Typed = Pick<Institution, 'name' | 'timeZone' | 'language' | 'threshold' | 'frameworkVersion'>;

/** A version of the settings that a form replaces together: it changes when one of them does. */
const versionOf = ({ name, timeZone, language, threshold, frameworkVersion }: Typed): string =>
	createHash('sha256')
		.update(JSON.stringify([name, timeZone, language, threshold, frameworkVersion]))
		.digest('base64url')
		.slice(0, 16);

/** Returns the settings of the institution that the actor administers, and what was changed in them lately. */
export async function administeredSettings(world: World, actor: Actor): Promise<AdministeredSettings> {
	const institution = await institutionById(world, administeredInstitution(actor));
	return {
		institution,
		version: versionOf(institution),
		logo: await logoOfInstitution(world, institution),
		changes: await latestInstitutionChanges(world.db.read, institution.id, LISTED),
	};
}

/** Returns the file of an institution's logo; undefined when it has none. Anybody may see it. */
export const logoOfInstitution = async (
	{ db }: Pick<World, 'db'>,
	{ logo }: Pick<Institution, 'logo'>,
): Promise<StoredFile | undefined> => (logo === null ? undefined : fileById(db.read, logo));

/** What an administrator fills in to change the settings of their institution. */
export interface SettingsInput extends Typed {
	/** The version of the settings that the form's page showed. */
	readonly shown: string;
	readonly key: string;
}

const SETTINGS: readonly (readonly [keyof Typed, ChangedSetting])[] = [
	['name', 'name'],
	['timeZone', 'time-zone'],
	['language', 'language'],
	['threshold', 'threshold'],
	['frameworkVersion', 'framework'],
];

/** Stores changes of settings with who made them; those that change nothing are left out. */
async function noteChanges(
	tx: Queries,
	world: World,
	{ me, institution }: { readonly me: PersonActor; readonly institution: string },
	changes: readonly (readonly [setting: ChangedSetting, was: string, became: string])[],
): Promise<void> {
	const changedAt = world.now();
	const rows = changes.map(([setting, was, became]) => ({
		...{ id: world.newId(), institution, setting, was, became },
		...{ changedBy: me.id, changedAt },
	}));
	await insertInstitutionChanges(tx, rows);
}

/**
 * Changes the name, time zone, language, threshold and version of the framework of the institution that the actor
 * administers, and notes what changed. Badges already issued keep the name they were signed with; self-assessments,
 * cohorts and applications already begun keep their version of the framework. Throws `identity.settings-changed` (409)
 * when somebody changed them since the page was shown, and a refusal beside the field for a value that is not
 * accepted.
 */
export async function changeInstitution(world: World, actor: Actor, input: SettingsInput): Promise<void> {
	const institution = administeredInstitution(actor);
	const name = visibleLine(input.name);
	const { timeZone, language, threshold, frameworkVersion, shown, key } = input;
	if (name === '') throw new Refusal('identity.institution-name-missing', { field: 'name' });
	if (!TIME_ZONES.some((zone) => zone === timeZone)) {
		const { timeZone: present } = await institutionById(world, institution);
		// One that the operator chose stays, though it is not offered.
		if (timeZone !== present) throw new Refusal('identity.time-zone-unknown', { field: 'timeZone' });
	}
	if (!Number.isInteger(threshold) || threshold < THRESHOLDS.least || threshold > THRESHOLDS.most)
		throw new Refusal('identity.threshold-range', { field: 'threshold', params: THRESHOLDS });
	const next: Typed = { name, timeZone, language, threshold, frameworkVersion };
	const form = { institution, action: 'identity.change-institution', key, sent: { ...next } };
	await writeOnceAsAdministrator(world, actor, form, async (tx, me) => {
		const was = await findInstitution(tx, { id: institution });
		if (!was || versionOf(was) !== shown) throw new Refusal('identity.settings-changed', { status: 409 });
		await updateInstitution(tx, institution, next);
		const changes = SETTINGS.filter(([setting]) => was[setting] !== next[setting]).map(
			([setting, called]) => [called, String(was[setting]), String(next[setting])] as const,
		);
		await noteChanges(tx, world, { me, institution }, changes);
		return { answer: true, did: changes.length > 0 ? { what: 'settings-changed' } : null };
	});
}

/** Lets go of an institution's logo inside a write unit; returns the name of its file, '' without one. */
async function dropLogo(tx: Queries, world: World, institution: string): Promise<string> {
	const was = await findInstitution(tx, { id: institution });
	if (!was?.logo) return '';
	const file = await fileById(tx, was.logo);
	await updateInstitution(tx, institution, { logo: null });
	await letGoOfFile(tx, was.logo, world.now());
	return file?.name ?? '';
}

/**
 * Sets the logo of the institution that the actor administers, in the place of the one before. Throws
 * `identity.logo-missing` without a file, and the refusals of `storeContentThen` and `recordFile`.
 */
export async function setLogo(
	world: World,
	actor: Actor,
	{ logo, key }: { readonly logo: AcceptedContent | undefined; readonly key: string },
): Promise<void> {
	const institution = administeredInstitution(actor);
	if (!logo) throw new Refusal('identity.logo-missing', { field: 'logo' });
	const form = { institution, action: 'identity.set-logo', key, sent: { sha256: logo.sha256 } };
	const whose = { owner: { institution }, field: 'logo' };
	await storeContentThen(world, logo, 'logo', () =>
		writeOnceAsAdministrator(world, actor, form, async (tx, me) => {
			const was = await dropLogo(tx, world, institution);
			const id = await recordFile(tx, world, logo, whose);
			await updateInstitution(tx, institution, { logo: id });
			await noteChanges(tx, world, { me, institution }, [['logo', was, logo.name || 'logo']]);
			return { answer: true, did: { what: 'logo-set' } };
		}),
	);
}

/** Removes the logo of the institution that the actor administers; does nothing when it has none. */
export async function removeLogo(
	world: World,
	actor: Actor,
	{ key }: { readonly key: string },
): Promise<void> {
	const institution = administeredInstitution(actor);
	const form = { institution, action: 'identity.remove-logo', key, sent: {} };
	await writeOnceAsAdministrator(world, actor, form, async (tx, me) => {
		const had = (await findInstitution(tx, { id: institution }))?.logo;
		const was = await dropLogo(tx, world, institution);
		if (had) await noteChanges(tx, world, { me, institution }, [['logo', was || 'logo', '']]);
		return { answer: true, did: had ? { what: 'logo-removed' } : null };
	});
}
