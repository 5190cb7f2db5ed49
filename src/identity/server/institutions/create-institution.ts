import { type Locale, Refusal, USUAL_TIME_ZONE, visibleLine } from '#platform';
import type { Queries, World } from '#platform/server';
import { findInstitution, insertInstitution, type Institution } from './institution-store.ts';
import type { InstitutionKind } from '../../institution-kinds.ts';

/**
 * An institution to create. Its short name (`slug`) stands in the address of its issuer, which every badge
 * contains, and never changes.
 */
export interface NewInstitution {
	readonly slug: string;
	readonly name: string;
	readonly kind: InstitutionKind;
	readonly demonstration?: boolean | undefined;
	/**
	 * Fewest people that a figure of a portrait may count; 15 by default. Portraits never go below 10, nor
	 * below 15 for students.
	 */
	readonly threshold?: number | undefined;
	/** IANA time zone of the institution; America/Toronto by default. */
	readonly timeZone?: string | undefined;
	/** The language in which it writes to people who did not choose one yet; French by default. */
	readonly language?: Locale | undefined;
	/** Version of the framework that new assessments use; crcn-2025, the one in force, by default. */
	readonly frameworkVersion?: string | undefined;
}

/** The threshold of an institution that sets none. */
const USUAL_THRESHOLD = 15;

/**
 * Short names that no institution may have, since addresses under /i and the operator's command use these
 * words.
 */
const RESERVED = new Set(['did', 'keys', 'status', 'new', 'admin', 'macaron', 'framework']);

/**
 * Checks an institution's short name (2 to 40 lower-case letters, digits and hyphens): returns the code of
 * the problem, or undefined.
 */
export function slugProblem(typed: string): string | undefined {
	if (typed === '') return 'identity.slug-missing';
	if (RESERVED.has(typed)) return 'identity.slug-reserved';
	return /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$/.test(typed) ? undefined : 'identity.slug-shape';
}

/**
 * Stores an institution inside a write unit. Throws a refusal when its short name or name is not valid, or
 * the short name is taken.
 */
export async function addInstitution(
	tx: Queries,
	world: Pick<World, 'newId' | 'now'>,
	input: NewInstitution,
): Promise<Institution> {
	const problem = slugProblem(input.slug);
	if (problem) throw new Refusal(problem, { field: 'slug' });
	if (visibleLine(input.name) === '')
		throw new Refusal('identity.institution-name-missing', { field: 'institution' });
	if (await findInstitution(tx, { slug: input.slug }))
		throw new Refusal('identity.slug-taken', { field: 'slug' });
	const institution: Institution = {
		id: world.newId(),
		slug: input.slug,
		name: visibleLine(input.name),
		kind: input.kind,
		demonstration: input.demonstration ?? false,
		threshold: input.threshold ?? USUAL_THRESHOLD,
		timeZone: input.timeZone ?? USUAL_TIME_ZONE,
		frameworkVersion: input.frameworkVersion ?? 'crcn-2025',
		language: input.language ?? 'fr',
		logo: null,
		createdAt: world.now(),
		closedAt: null,
	};
	await insertInstitution(tx, institution);
	return institution;
}

/**
 * Creates an institution without asking who acts, for the demonstration and tests. The operator's page and
 * command use `makeInstitution`, the page of set-up `createFirstInstitution`.
 */
export const createInstitution = (world: World, input: NewInstitution): Promise<Institution> =>
	world.db.write((tx) => addInstitution(tx, world, input));
