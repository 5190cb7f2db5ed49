import type { World } from '#platform/server';
import type { Actor } from '../../actor.ts';
import { isInForce } from '../../agreement.ts';
import { administeredInstitution } from '../accounts/administered-person.ts';
import { institutionById } from '../institutions/read-institutions.ts';
import {
	type AgreementAdviser,
	advisersByAgreement,
	agreementUsers,
	agreementsOf,
	type ListedAgreement,
	type ServiceToChoose,
	servicesWithoutAgreement,
} from './agreement-store.ts';

/** How many agreements the page lists. */
const LISTED = 100;

/** An agreement, whether it is in force, and who advises by it. */
export interface AgreementInPage extends ListedAgreement {
	readonly inForce: boolean;
	/**
	 * The advisers of the service while it is in force, each with when they last acted by it, then whoever acted
	 * by it and advises there no more; once it has ended, all who acted by it.
	 */
	readonly advisers: readonly Omit<AgreementAdviser, 'agreement' | 'person'>[];
}

/** What the page « Ententes » shows to the administrators of an institution. */
export interface Agreements {
	readonly timeZone: string;
	/** True for a RÉCIT service, to which others grant agreements, and which grants none. */
	readonly isService: boolean;
	/** What the institution granted or, for a RÉCIT service, what was granted to it, the newest first. */
	readonly agreements: readonly AgreementInPage[];
	/** The RÉCIT services to which one may be granted now. */
	readonly services: readonly ServiceToChoose[];
}

/** Returns the agreements of the institution that the actor administers, where they act now. */
export async function readAgreements(world: World, actor: Actor): Promise<Agreements> {
	const { id, kind, timeZone } = await institutionById(world, administeredInstitution(actor));
	const q = world.db.read;
	const now = world.now();
	const isService = kind === 'recit';
	const found = await agreementsOf(q, isService ? { service: id } : { institution: id }, LISTED);
	const inForce = found.filter((one) => isInForce(one, now));
	const advisers = await advisersByAgreement(
		q,
		inForce.map((one) => one.id),
	);
	const users = await agreementUsers(
		q,
		found.map((one) => one.id),
	);
	const past = users
		.filter((one) => !advisers.some((now) => now.agreement === one.agreement && now.person === one.person))
		.map((one) => ({ ...one, advises: false }));
	return {
		...{ timeZone, isService },
		agreements: found.map((one) => ({
			...one,
			inForce: isInForce(one, now),
			advisers: [...advisers, ...past]
				.filter(({ agreement }) => agreement === one.id)
				.map(({ name, lastAt, advises }) => ({ name, lastAt, advises })),
		})),
		services: isService ? [] : await servicesWithoutAgreement(q, id, now),
	};
}
