import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import {
	adviserMailAddresses,
	changePlace,
	createInstitution,
	endAgreement,
	grantAgreement,
	identityTables,
	reloadActor,
} from '#identity/server';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import { awardPage } from '../../../awards/server/award-page.ts';
import { awardById } from '../../../awards/server/award-store.ts';
import { issueTranslation } from '../../../awards/server/files/issue-translation.ts';
import { cast, says, shows } from '../../../../tests/recognised/cast.ts';
import { verifyFileOrText } from '../../../verification/server/verify-given.ts';
import { addEvidence } from '../apply/edit-evidence.ts';
import { startApplication } from '../apply/start-application.ts';
import { submitApplication } from '../apply/submit-application.ts';
import { readApplicationAndRecordLook } from './application-for-review.ts';
import { decide } from './decide.ts';
import { reviewQueue, waitingElsewhere } from './review-queue.ts';
import { waitingToTell } from './waiting-mail.ts';

interface Signed {
	readonly description: string;
	readonly issuer: { readonly id: string; readonly name: string };
	readonly credentialSubject: { readonly source: { readonly id: string; readonly name: string } };
}

eachDialect('an application that a RÉCIT service judges', (world) => {
	const key = () => {
		world().setNow(new Date(world().now().getTime() + 1000));
		return world().newId();
	};
	const accept = () => ({
		decision: 'accept' as const,
		level: 'intermediate' as const,
		reason: 'Belle démarche.',
		key: key(),
	});

	/** Ada's application waits; Karine, of a RÉCIT service, acts in Ada's institution by an agreement. */
	async function waiting(reviews = true, kind: 'practice' | 'transfer' = 'practice') {
		const people = await cast(world());
		const { ada, chloe, here } = people;
		const slug = `recit-${world().newId().slice(0, 8)}`;
		const service = await createInstitution(world(), { slug, name: 'RÉCIT des Pins', kind: 'recit' });
		const agreement = await grantAgreement(world(), chloe, {
			...{ service: service.id, reviews, lastDay: null, key: key() },
		});
		const karine = await signedIn(
			world(),
			await newcomer(world(), [{ institution: service.id, role: 'adviser' }], 'Karine'),
		);
		const now = () => reloadActor(world().db.read, karine, world().now());
		await changePlace(world(), await now(), here.id);
		await says(world(), ada, 'collaboration', 2);
		await shows(world(), ada, 'collaboration');
		const badge = `${kind}-collaboration`;
		const id = await startApplication(world(), ada, { badge, locale: 'fr', key: key() });
		const said = {
			title: 'Journal d’équipe',
			link: 'https://exemple.example/',
			training: null,
			reflection: 'J’ai animé.',
		};
		await addEvidence(world(), ada, id, { ...said, context: 'Groupe 12', key: key() });
		if (kind === 'transfer')
			await addEvidence(world(), ada, id, { ...said, context: 'Comité', shared: true, key: key() });
		await submitApplication(world(), ada, id, { inBadge: false, key: key() });
		return { ...people, service, agreement, karine, now, acting: await now(), id };
	}

	const signedOf = async (id: string | null) => {
		const credential = (await awardById(world().db.read, id ?? ''))?.credential ?? '';
		const { verdict } = await verifyFileOrText(world(), credential);
		return { ...(JSON.parse(credential) as Signed), verdict };
	};

	test('its badge is issued by the institution and names the service, in the other language too', async () => {
		const { acting, ada, bruno, service, id } = await waiting();
		expect((await reviewQueue(world(), acting, 1)).items.map((one) => one.id)).toEqual([id]);
		const { award } = await decide(world(), acting, id, accept());
		const signed = await signedOf(award);
		expect(signed).toMatchObject({
			verdict: 'valid',
			issuer: { name: 'École des Érables' },
			credentialSubject: { source: { name: 'RÉCIT des Pins' } },
		});
		expect(signed.issuer.id).not.toBe(signed.credentialSubject.source.id);
		expect(signed.credentialSubject.source.id).toContain(`:i:${service.slug}`);
		expect(signed.description).toContain(
			'Évalué par une personne conseillère (RÉCIT des Pins), pour l’établissement École des Érables.',
		);
		expect(JSON.stringify(signed)).not.toContain('Karine');
		const page = await awardPage(world(), ada, award ?? '');
		expect(page).toMatchObject({ institution: 'École des Érables', service: 'RÉCIT des Pins' });
		const { award: english } = await issueTranslation(world(), ada, award ?? '');
		expect(await signedOf(english)).toMatchObject({
			verdict: 'valid',
			credentialSubject: { source: signed.credentialSubject.source },
		});
		// A badge that the institution's own adviser gave names the institution.
		const own = await waiting();
		const { award: theirs } = await decide(world(), own.bruno, own.id, accept());
		const { issuer, credentialSubject, description } = await signedOf(theirs);
		expect(credentialSubject.source.id).toBe(issuer.id);
		expect(description).toContain('Évalué par une personne conseillère de l’établissement');
		expect((await awardPage(world(), own.ada, theirs ?? '')).service).toBeNull();
		// Bruno advises in another school by now: nothing of this one is his.
		await expect(readApplicationAndRecordLook(world(), bruno, own.id)).rejects.toMatchObject({ status: 404 });
	});

	test.each(['first', 'last'])(
		'of two advisers, the one of the service answers %s: it is named',
		async (when) => {
			const { acting, bruno, id } = await waiting(true, 'transfer');
			const two = when === 'first' ? [acting, bruno] : [bruno, acting];
			let award: string | null = null;
			for (const adviser of two)
				({ award } = await decide(world(), adviser, id, { ...accept(), level: 'advanced' }));
			expect(await signedOf(award)).toMatchObject({
				verdict: 'valid',
				credentialSubject: { source: { name: 'RÉCIT des Pins' } },
			});
		},
	);

	test('ended while the adviser reads, the agreement lets nothing be decided', async () => {
		const { acting, chloe, agreement, id } = await waiting();
		await readApplicationAndRecordLook(world(), acting, id);
		await endAgreement(world(), chloe, { agreement, key: key() });
		await expect(decide(world(), acting, id, accept())).rejects.toMatchObject({ status: 404 });
		const back = { decision: 'return' as const, reason: 'Montrez votre part.', key: key() };
		await expect(decide(world(), acting, id, back)).rejects.toMatchObject({ status: 404 });
		await expect(readApplicationAndRecordLook(world(), acting, id)).rejects.toMatchObject({ status: 404 });
	});

	test('whoever may decide it is told where it waits, in the place where they act and by mail', async () => {
		const { acting, now, karine, here, service, ada, bruno, chloe, agreement } = await waiting();
		// Nothing is said of her own service, where nobody applies for anything.
		expect(await waitingElsewhere(world(), acting)).toEqual([]);
		await changePlace(world(), acting, service.id);
		const elsewhere = [{ name: 'École des Érables', count: 1 }];
		expect(await waitingElsewhere(world(), await now())).toEqual(elsewhere);
		expect(await waitingElsewhere(world(), bruno)).toEqual([]);
		expect(await waitingToTell(world(), karine.id)).toEqual([{ institution: 'École des Érables', count: 1 }]);
		const { people } = identityTables(world().db);
		await world().db.write(async (tx) => {
			for (const { id } of [karine, bruno])
				await tx
					.update(people)
					.set({ email: `${id}@exemple.qc.ca`, emailVerifiedAt: world().now() })
					.where(eq(people.id, id));
		});
		const addresses = async (accompanying: boolean) => {
			const of = { institution: here.id, applicant: ada.id, accompanying, now: world().now() };
			return (await adviserMailAddresses(world().db.read, of)).map(({ person }) => person).sort();
		};
		expect(await addresses(false)).toEqual([karine.id, bruno.id].sort());
		expect(await addresses(true)).toEqual([]);
		await endAgreement(world(), chloe, { agreement, key: key() });
		expect(await addresses(false)).toEqual([bruno.id]);
		expect(await waitingToTell(world(), karine.id)).toEqual([]);
		expect(await waitingElsewhere(world(), await now())).toEqual([]);
	});

	test('by an agreement that opens cohorts only, it is not there', async () => {
		const { acting, id } = await waiting(false);
		await expect(reviewQueue(world(), acting, 1)).rejects.toMatchObject({ status: 404 });
		await expect(decide(world(), acting, id, accept())).rejects.toMatchObject({ status: 404 });
	});
});
