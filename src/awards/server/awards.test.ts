import { CURRENT_VERSION } from '#framework';
import { expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import {
	bakePng,
	serializeCredential,
	generateEd25519Key,
	issueCredential,
	type JsonObject,
	signerFromPkcs8,
} from '#openbadges';
import type { Refusal } from '#platform';
import { fileSeal } from '#platform/server';
import { formAction } from '#web/form-action.ts';
import type { Level } from '#framework';
import { eachDialect } from '#tests/world';
import { applicationById, reviewsOf } from '../../applications/server/application-store.ts';
import { awardFile } from './files/artwork.ts';
import { awardPage } from './award-page.ts';
import { awardById, awardsOf, revokeRow } from './award-store.ts';
import { cast, says, shows, trains } from '../../../tests/recognised/cast.ts';
import { decide } from '../../applications/server/review/decide.ts';
import { addEvidence } from '../../applications/server/apply/edit-evidence.ts';
import { issuerAt } from './issuers/issuers.ts';
import { observedLevelsByDimension } from './observed.ts';
import { awardFiles, erase, personalData } from './personal-data.ts';
import { setAwardVisibility } from './set-award-visibility.ts';
import { awardBadgesByRule } from '../../applications/server/award-badges-by-rule.ts';
import { revokeAward } from './revoke-award.ts';
import { startApplication } from '../../applications/server/apply/start-application.ts';
import { reportAsJson } from '../../verification/server/report-as-json.ts';
import { submitApplication } from '../../applications/server/apply/submit-application.ts';
import { problemDocument } from '../../routes/(machine)/api/verify/problem.ts';
import { verifyForm } from '../../verification/server/forms.ts';
import { type VisitorSubmission, verifyForVisitor } from '../../verification/server/verify-for-visitor.ts';
import { verifyFileOrText, verifyShortCode } from '../../verification/server/verify-given.ts';

type People = Awaited<ReturnType<typeof cast>>;

eachDialect('awards', (world) => {
	const key = () => world().newId();

	async function submitted(
		{ ada }: People,
		inBadge: boolean,
		shown: Level | null = 'intermediate',
	): Promise<string> {
		await says(world(), ada, 'collaboration', 2);
		await shows(world(), ada, 'collaboration', shown);
		const id = await startApplication(world(), ada, {
			badge: 'practice-collaboration',
			locale: 'fr',
			key: key(),
		});
		await addEvidence(world(), ada, id, {
			title: 'Journal d’équipe',
			link: 'https://exemple.example/journal',
			training: null,
			reflection: 'J’ai animé l’écriture à plusieurs.',
			key: key(),
		});
		await submitApplication(world(), ada, id, { inBadge, key: key() });
		return id;
	}

	async function awarded(people: People, inBadge = false, shown?: Level | null) {
		const id = await submitted(people, inBadge, shown);
		const { award } = await decide(world(), people.bruno, id, {
			decision: 'accept',
			level: 'intermediate',
			reason: 'Belle démarche.',
			key: key(),
		});
		const found = await awardById(world().db.read, award ?? '');
		if (!found?.credential) throw new Error('The award has its text.');
		return { ...found, credential: found.credential };
	}

	const publish = (
		{ ada }: People,
		id: string,
		visibility: 'private' | 'public' | 'public-with-name' = 'public',
	) => setAwardVisibility(world(), ada, id, { visibility, key: key() });

	test.each([
		[null, 'starting', 'En démarrage'],
		['beginner', 'beginner', 'Débutant'],
		['intermediate', 'intermediate', 'Intermédiaire'],
		['advanced', 'advanced', 'Avancé'],
	] as const)('whatever the situation shows, the badge says it apart: %s', async (shown, kept, name) => {
		const { basis, credential } = await awarded(await cast(world()), false, shown);
		expect(basis).toMatchObject({ said: 'intermediate', shown: kept, observed: 'intermediate' });
		expect((await verifyFileOrText(world(), credential)).verdict).toBe('valid');
		const { achievement, result } = (
			JSON.parse(credential) as {
				credentialSubject: {
					achievement: {
						resultDescription: { id: string; rubricCriterionLevel?: { id: string; name: string }[] }[];
					};
					result: { resultDescription: string; achievedLevel?: string }[];
				};
			}
		).credentialSubject;
		const about = achievement.resultDescription.find(
			({ id }) => id.endsWith('-shown') || id.endsWith('#shown'),
		);
		const found = result.find(({ resultDescription }) => resultDescription === about?.id);
		const level = about?.rubricCriterionLevel?.find(({ id }) => id === found?.achievedLevel);
		expect(level?.name).toBe(name);
	});

	test('a badge verifies, then is revoked, then everyone hears that it is', async () => {
		const people = await cast(world());
		const award = await awarded(people);
		expect((await verifyFileOrText(world(), award.credential)).verdict).toBe('valid');
		const revocation = { reason: 'La trace n’était pas de cette personne.', key: key() };
		await revokeAward(world(), people.bruno, award.id, revocation);
		await revokeAward(world(), people.bruno, award.id, revocation);
		const report = await verifyFileOrText(world(), award.credential);
		expect(report.verdict).toBe('revoked');
		expect(reportAsJson(report, { at: world().now() })).toMatchObject({ verdict: 'revoked', spec: '3.0' });
		expect(
			(await observedLevelsByDimension(world(), people.ada.id, CURRENT_VERSION))['collaboration']?.level,
		).toBeNull();
		await expect(
			revokeAward(world(), people.chloe, award.id, { ...revocation, key: key() }),
		).rejects.toMatchObject({ code: 'recognition.already-revoked' });
	});

	test('whoever listens hears of a revocation once, and whose badge it was', async () => {
		const people = await cast(world());
		const award = await awarded(people);
		const heard: unknown[] = [];
		const hear = async (_world: unknown, event: unknown) => void heard.push(event);
		const listening = { ...world(), listeners: { 'award.revoked': { notices: { immediate: true, hear } } } };
		const revocation = { reason: 'La trace n’était pas de cette personne.', key: key() };
		await revokeAward(listening, people.bruno, award.id, revocation);
		await revokeAward(listening, people.bruno, award.id, revocation);
		expect(heard).toMatchObject([
			{ name: 'award.revoked', person: people.ada.id, about: { award: award.id } },
		]);
	});

	test('a reason is asked to revoke, and only the adviser who decided or the administrator may', async () => {
		const people = await cast(world());
		const award = await awarded(people);
		const reason = 'La trace n’était pas de cette personne.';
		for (const id of [award.id, key()]) {
			await expect(revokeAward(world(), ANONYMOUS, id, { reason, key: key() })).rejects.toMatchObject({
				code: 'identity.sign-in',
			});
		}
		for (const who of [people.ada, people.berthe, people.denis]) {
			await expect(revokeAward(world(), who, award.id, { reason, key: key() })).rejects.toMatchObject({
				status: 404,
			});
		}
		await expect(
			revokeAward(world(), people.chloe, award.id, { reason: 'non', key: key() }),
		).rejects.toMatchObject({
			field: 'reason',
		});
		await revokeAward(world(), people.chloe, award.id, { reason, key: key() });
		expect((await awardById(world().db.read, award.id))?.revokedBy).toBe(people.chloe.id);
	});

	test.each([
		[
			'the level',
			(text: string) => text.replace(/("achievedLevel":"[^"]*#observed-)intermediate/, '$1advanced'),
		],
		['a name', (text: string) => text.replace('Collaboration', 'Coordination')],
		['the date', (text: string) => text.replace(/"validFrom":"2026/, '"validFrom":"2025')],
		[
			'the proof',
			(text: string) => text.replace(/("proofValue":"z.{20})(.)/, (_, a, b) => a + (b === 'A' ? 'B' : 'A')),
		],
	])('an altered badge (%s) is refused', async (_what, alter) => {
		const people = await cast(world());
		const { credential } = await awarded(people);
		const altered = alter(credential);
		expect(altered).not.toBe(credential);
		expect((await verifyFileOrText(world(), altered)).verdict).toBe('altered');
	});

	test('nobody is named in the badge, and evidence is in it only if its person wants it', async () => {
		const people = await cast(world());
		const kept = await awarded(people);
		// A signature is made of random letters, which may spell any of these short words: leave it out.
		const said = kept.credential.replace(/"proof":.*$/, '');
		for (const hidden of ['Ada', 'Bruno', 'animé', 'exemple.example']) expect(said).not.toContain(hidden);
		expect(kept.credential).toContain(
			'Évalué par une personne conseillère de l’établissement École des Érables. Niveau observé : intermédiaire.',
		);
		const others = await cast(world());
		expect((await awarded(others, true)).credential).toContain('J’ai animé l’écriture à plusieurs.');
	});

	test('its page is private until Ada publishes it; its short code too', async () => {
		const people = await cast(world());
		const award = await awarded(people);
		const page = () => awardPage(world(), ANONYMOUS, award.id);
		const unknown = { code: 'not-found', status: 404 };
		await expect(page()).rejects.toMatchObject(unknown);
		await expect(awardFile(world(), people.denis, award.id, 'png')).rejects.toMatchObject(unknown);
		await expect(verifyShortCode(world(), award.shortCode)).rejects.toMatchObject({
			code: 'recognition.code-unknown',
		});
		await expect(verifyShortCode(world(), '00000000')).rejects.toMatchObject({
			code: 'recognition.code-unknown',
		});
		expect(await awardPage(world(), people.ada, award.id)).toMatchObject({
			holder: 'Ada',
			rights: { owner: true },
		});
		expect(await awardPage(world(), people.bruno, award.id)).toMatchObject({
			rights: { owner: false, revoke: true },
		});
		await expect(
			setAwardVisibility(world(), people.bruno, award.id, { visibility: 'public', key: key() }),
		).rejects.toMatchObject(unknown);
		await publish(people, award.id);
		expect(await page()).toMatchObject({ holder: null, rights: { owner: false, revoke: false } });
		await publish(people, award.id, 'public-with-name');
		const seen = await page();
		expect(seen.holder).toBe('Ada');
		expect(seen.report?.verdict).toBe('valid');
		expect(await verifyShortCode(world(), award.shortCode.toUpperCase())).toMatchObject({ award: award.id });
		await publish(people, award.id, 'private');
		await expect(page()).rejects.toMatchObject(unknown);
	});

	test('the picture holds the badge, and verifies', async () => {
		const people = await cast(world());
		const award = await awarded(people);
		for (const form of ['png', 'svg', 'json'] as const) {
			const { bytes } = await awardFile(world(), people.ada, award.id, form);
			const report = await verifyFileOrText(world(), bytes);
			expect([form, report.verdict]).toEqual([form, 'valid']);
		}
		const { bytes } = await awardFile(world(), people.ada, award.id, 'png');
		const other = bakePng(bytes, award.credential.replace('intermediate', 'advanced'));
		expect((await verifyFileOrText(world(), other)).verdict).not.toBe('valid');
	});

	test('without the sealing key an acceptance is refused and nothing is half-saved; the rest goes on', async () => {
		const people = await cast(world());
		const id = await submitted(people, false);
		const away = { ...world(), seal: fileSeal(`/tmp/no-such-folder-${key()}/seal.key`) };
		const answer = {
			decision: 'accept',
			level: 'intermediate',
			reason: 'Belle démarche.',
			key: key(),
		} as const;
		await expect(decide(away, people.bruno, id, answer)).rejects.toMatchObject({
			code: 'platform.key-missing',
			status: 503,
		});
		expect((await applicationById(world().db.read, id))?.state).toBe('submitted');
		expect(await reviewsOf(world().db.read, id)).toEqual([]);
		expect(await awardsOf(world().db.read, people.ada.id)).toEqual([]);
		await decide(world(), people.bruno, id, answer);
		expect(await awardsOf(world().db.read, people.ada.id)).toHaveLength(1);
	});

	test('an Exploration is given by rule once, asking nobody, and not again after it was revoked', async () => {
		const people = await cast(world());
		const { ada } = people;
		await says(world(), ada, 'communication', 0);
		await trains(world(), ada, 'communication', 90);
		expect(await awardBadgesByRule(world(), ada.id, 'en')).toEqual([]);
		await trains(world(), ada, 'communication', 30, '');
		const given = await awardBadgesByRule(world(), ada.id, 'en');
		expect(given.map(({ badge }) => badge)).toEqual(['exploration-communication']);
		expect(await awardBadgesByRule(world(), ada.id, 'en')).toEqual([]);
		const page = await awardPage(world(), ada, given[0]?.id ?? '');
		expect(page.report?.verdict).toBe('valid');
		expect(page.award.basis).toMatchObject({
			said: 'starting',
			observed: null,
			minutes: 120,
			reflections: 1,
		});
		await revokeAward(world(), people.chloe, given[0]?.id ?? '', {
			reason: 'Erreur de registre.',
			key: key(),
		});
		expect(await awardBadgesByRule(world(), ada.id, 'en')).toEqual([]);
	});

	test('two requests at once give one Exploration', async () => {
		const { ada } = await cast(world());
		await says(world(), ada, 'communication', 1);
		await trains(world(), ada, 'communication', 150);
		const given = await Promise.all([1, 2, 3].map(() => awardBadgesByRule(world(), ada.id, 'fr')));
		expect(given.flat()).toHaveLength(1);
		expect(await awardsOf(world().db.read, ada.id)).toHaveLength(1);
	});

	test('the issuing body publishes its key and nothing private', async () => {
		const people = await cast(world());
		await awarded(people);
		const issuer = await issuerAt(world(), people.here.slug);
		expect(issuer.did).toBe(`did:web:localhost%3A3000:i:${people.here.slug}`);
		expect(issuer.keys).toHaveLength(1);
		expect(JSON.stringify(issuer)).not.toMatch(/"[^"]*(seal|private)[^"]*":/i);
		await expect(issuerAt(world(), 'nulle-part')).rejects.toMatchObject({ status: 404 });
	});

	test('Ada leaves: kept badges still verify from her copy and name nobody; not kept, they are revoked', async () => {
		for (const keepBadges of [true, false]) {
			const people = await cast(world());
			const { id, credential } = await awarded(people, true);
			await publish(people, id, 'public-with-name');
			expect(JSON.stringify(await personalData(world(), people.ada.id))).toContain('J’ai animé');
			const files = await awardFiles(world(), people.ada.id);
			expect(files.map(({ name }) => name)).toEqual(
				['json', 'png'].map((form) => `pratique-collaboration-${id.slice(0, 6)}.${form}`),
			);
			await world().db.write((tx) => erase(tx, people.ada.id, { keepBadges, now: world().now() }));
			expect((await verifyFileOrText(world(), credential)).verdict).toBe(keepBadges ? 'valid' : 'revoked');
			const left = await awardById(world().db.read, id);
			const at = `${world().origin}/b/${id}`;
			const sheet = Buffer.from(`%PDF-1.7\n<< /S /URI /URI (${at}) >>\n%%EOF`);
			const ask = (given: VisitorSubmission) => verifyForVisitor(world(), given, { outbound: false });
			if (keepBadges) {
				// The page is published, but its text was erased: the refusal says what to give instead, and
				// where the page is.
				const notKept = { code: 'recognition.copy-not-kept', page: at, params: { address: at } };
				for (const typed of [left!.shortCode, at, `${at}.json`, `${at}/2.0`])
					await expect(ask({ typed }), typed).rejects.toMatchObject({ ...notKept, field: 'text' });
				await expect(ask({ file: sheet })).rejects.toMatchObject({ ...notKept, field: 'file' });
				// A program gets the address of that page in the problem document; the form shows a link to
				// it.
				const refused = await ask({ typed: at }).catch((problem: Refusal) => problem);
				const request = new Request(`${world().origin}/api/verify`);
				expect(problemDocument(refused as Refusal, request, world().origin)).toMatchObject({ page: at });
				const form = formAction(verifyForm, () => Promise.reject(refused as Refusal), {
					read: async () => ({ text: at }),
				});
				const locals = { world: world(), locale: 'fr', drafts: { holder: null } } as unknown as App.Locals;
				expect(await form({ request, locals, url: new URL(at), route: { id: '' } })).toMatchObject({
					data: { problems: [{ field: 'text', href: `/b/${id}`, text: expect.stringContaining(at) }] },
				});
				await world().db.write((tx) =>
					revokeRow(tx, id, { revokedAt: world().now(), revokedBy: null, revocationReason: null }),
				);
				const revoked = { code: 'recognition.copy-not-kept-revoked', page: at };
				await expect(ask({ typed: left!.shortCode })).rejects.toMatchObject(revoked);
			} else {
				await expect(ask({ typed: left!.shortCode })).rejects.toMatchObject({
					...{ code: 'recognition.code-unknown', page: undefined },
				});
				await expect(ask({ file: sheet })).rejects.toMatchObject({ code: 'recognition.pdf-unpublished' });
			}
			expect(left).toMatchObject({ person: null, subject: null, credential: null, application: null });
			expect(await personalData(world(), people.ada.id)).toEqual({
				underWay: [],
				badges: [],
			});
			if (keepBadges)
				expect(await awardPage(world(), ANONYMOUS, id)).toMatchObject({ holder: null, report: null });
			else await expect(awardPage(world(), ANONYMOUS, id)).rejects.toMatchObject({ status: 404 });
		}
	});

	test('what is no badge of ours is said plainly', async () => {
		expect((await verifyFileOrText(world(), 'bonjour')).verdict).toBe('malformed');
		const people = await cast(world());
		const { credential } = await awarded(people);
		const did = 'did:web:ailleurs.example';
		const { proof: _proof, ...unsigned } = JSON.parse(
			credential
				.replaceAll(`localhost%3A3000:i:${people.here.slug}`, 'ailleurs.example')
				.replaceAll('http://localhost:3000', 'https://ailleurs.example'),
		) as JsonObject;
		const key = signerFromPkcs8(generateEd25519Key().pkcs8, did);
		const foreign = serializeCredential(await issueCredential(unsigned, { key, created: world().now() }));
		expect((await verifyFileOrText(world(), foreign)).verdict).toBe('unsupported');
	});
});
