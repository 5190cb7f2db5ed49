import { Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import {
	findInstitution,
	insertInstitution,
	type Institution,
	type InstitutionKind,
} from './institution-store.ts';

/** An institution to be; the short name goes into every badge's address and never changes. */
export interface NewInstitution {
	readonly slug: string;
	readonly name: string;
	readonly kind: InstitutionKind;
	readonly demonstration?: boolean | undefined;
	/** Smallest group a figure may be about; 15 unless said, never under 10. */
	readonly threshold?: number | undefined;
	/** IANA name; America/Toronto unless said. */
	readonly timeZone?: string | undefined;
	/** crcn-2019 unless said. */
	readonly frameworkVersion?: string | undefined;
}

/** Words of our own addresses under /i and of the command: an institution cannot be called so. */
const RESERVED = new Set(['did', 'keys', 'status', 'new', 'admin', 'macaron']);

/** What is wrong with an institution's short name (2 to 40 small letters, digits and hyphens), or undefined. */
export function slugProblem(typed: string): string | undefined {
	if (typed === '') return 'identity.slug-missing';
	if (RESERVED.has(typed)) return 'identity.slug-reserved';
	return /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$/.test(typed) ? undefined : 'identity.slug-shape';
}

/** Stores an institution inside a write unit; refuses a short name already taken. */
export async function addInstitution(
	tx: Queries,
	world: Pick<World, 'newId' | 'now'>,
	input: NewInstitution,
): Promise<Institution> {
	const problem = slugProblem(input.slug);
	if (problem) throw new Refusal(problem, { field: 'slug' });
	if (input.name.trim() === '')
		throw new Refusal('identity.institution-name-missing', { field: 'institution' });
	if (await findInstitution(tx, { slug: input.slug }))
		throw new Refusal('identity.slug-taken', { field: 'slug' });
	const institution: Institution = {
		id: world.newId(),
		slug: input.slug,
		name: input.name.trim(),
		kind: input.kind,
		demonstration: input.demonstration ?? false,
		threshold: input.threshold ?? 15,
		timeZone: input.timeZone ?? 'America/Toronto',
		frameworkVersion: input.frameworkVersion ?? 'crcn-2019',
		createdAt: world.now(),
	};
	await insertInstitution(tx, institution);
	return institution;
}

/** Creates an institution, for the command and the demonstration. */
export const createInstitution = (world: World, input: NewInstitution): Promise<Institution> =>
	world.db.write((tx) => addInstitution(tx, world, input));
