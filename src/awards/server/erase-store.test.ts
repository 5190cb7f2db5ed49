import { expect, test } from 'vitest';
import { actNumbers, actsAfter } from '../../platform/server/acts/act-store.ts';
import { eachDialect } from '#tests/world';
import {
	addApplication,
	addEvidenceRow,
	addReview,
	addSubmission,
	eraseApplicationsOf,
} from '../../applications/server/application-store.ts';
import { addAwards, awardById, revokeRow } from './award-store.ts';
import { addToken } from './files/award-token-store.ts';
import { addIssuances, voidIssuance } from './issuing/issuance-store.ts';
import { issuanceById } from '../../../tests/recognised/stored-issuance.ts';
import { erase } from './personal-data.ts';
import {
	applicationAt,
	awardAt,
	changesOf,
	evidenceAt,
	issuanceAt,
	minute,
	neighbours,
	reviewAt,
	submissionAt,
} from '../../../tests/recognised/neighbours.ts';
import { ensurePairwiseIds } from './issuers/issuer-store.ts';
import { addSuperseded } from './issuing/superseded-store.ts';

eachDialect('erasing what is kept of a person', (world) => {
	const NOW = minute(50);

	/** Stores Ada and Émile, each with a row in every table; Bruno decided and revoked badges of both. */
	async function lived() {
		const people = await neighbours(world());
		const { here, ada, emile, bruno } = people;
		const of = (person: string) => {
			const application = applicationAt(world(), here, person);
			const basis = { decidedBy: bruno.id, application: application.id };
			const standing = awardAt(world(), here, person, { ...basis, publishedAt: minute(3), showsName: true });
			const revoked = awardAt(world(), here, person, { badge: 'practice-ethics', publishedAt: minute(4) });
			const issuance = issuanceAt(world(), here, person, { badge: 'practice-content' });
			const review = { id: 'r', reviewer: bruno.id, reason: '', level: 'advanced', saidAtDecision: 'expert' };
			const form = { who: bruno.id, action: 'a', key: 'k', sent: { reason: 'x' }, about: person };
			const underWay = {
				...issuance,
				application: application.id,
				intent: {
					...issuance.intent!,
					decidedBy: bruno.id,
					acceptance: { revision: 3, review, form },
				},
			};
			const ended = issuanceAt(world(), here, person, { badge: 'practice-inclusion' });
			const earlier = {
				...{ id: world().newId(), award: standing.id, issuer: here.issuer.id, credential: '{"old":1}' },
				...{ kid: here.kid, statusList: 9, statusIndex: standing.statusIndex, supersededAt: minute(2) },
				cause: 'key-compromised' as const,
				reason: 'Clé volée',
			};
			const evidence = evidenceAt(world(), 1);
			const submission = submissionAt(world(), 1);
			const answer = { ...reviewAt(world(), 1), reviewer: bruno.id };
			return { application, standing, revoked, underWay, ended, earlier, evidence, submission, answer };
		};
		const [adas, emiles] = [of(ada.id), of(emile.id)];
		await world().db.write(async (tx) => {
			for (const [person, one] of [
				[ada.id, adas],
				[emile.id, emiles],
			] as const) {
				await addApplication(tx, one.application);
				await addEvidenceRow(tx, one.application.id, one.evidence);
				await addSubmission(tx, one.application.id, one.submission);
				await addReview(tx, one.application.id, one.answer);
				await addAwards(tx, [one.standing, one.revoked]);
				await revokeRow(tx, one.revoked.id, {
					...{ revokedAt: minute(5), revokedBy: bruno.id, revocationReason: 'Erreur.' },
				});
				await addIssuances(tx, [one.underWay, one.ended]);
				await voidIssuance(tx, one.ended.id, 'altered', minute(6));
				await addSuperseded(tx, [one.earlier]);
				await addToken(tx, { award: one.standing.id, kid: 'k', token: 't', madeAt: minute(1) });
				await ensurePairwiseIds(tx, here.issuer.id, new Map([[person, `uuid-${person}`]]));
			}
		});
		return { ...people, adas, emiles };
	}

	const nameless = { person: null, subject: null, credential: null, basis: null, level: null };
	const erased = (person: string, keepBadges: boolean) =>
		changesOf(world(), async (tx) => {
			await eraseApplicationsOf(tx, person);
			await erase(tx, person, { keepBadges, now: NOW });
		});

	test.each([true, false])(
		'Ada leaves (badges kept: %s): nothing of hers stays but what verifies, nothing of Émile’s changes',
		async (keepBadges) => {
			const { ada, adas, here } = await lived();
			const first = (await actNumbers(world().db.read))?.greatest ?? 0;
			const kept = keepBadges ? {} : { publishedAt: null };
			expect(await erased(ada.id, keepBadges)).toEqual({
				[`applications ${adas.application.id}`]: null,
				[`applicationEvidence ${adas.evidence.id}`]: null,
				[`submissions ${adas.submission.id}`]: null,
				[`reviews ${adas.answer.id}`]: null,
				[`awards ${adas.standing.id}`]: {
					...{ ...nameless, application: null, activeKey: null, showsName: false, ...kept },
					...(keepBadges ? {} : { revokedAt: NOW }),
				},
				[`awards ${adas.revoked.id}`]: {
					...{ ...nameless, revokedBy: null, revocationReason: null, ...kept },
				},
				[`awardTokens ${adas.standing.id}`]: null,
				[`supersededAwards ${adas.earlier.id}`]: { credential: null, reason: null },
				[`issuances ${adas.underWay.id}`]: {
					...{ person: null, application: null, voided: 'person-left', updatedAt: NOW, openKey: null },
					...{ unsigned: null, intent: null },
				},
				[`issuances ${adas.ended.id}`]: { person: null },
				[`pairwiseSubjects ${ada.id}@${here.issuer.id}`]: null,
			});
			expect(
				(await actsAfter(world().db.read, first, 9)).map(({ what, about }) => [what, about['serial']]),
			).toEqual(keepBadges ? [] : [['badge-revoked', adas.standing.id]]);
		},
	);

	test('Bruno leaves: what he decided and revoked for others stays and goes on, without him', async () => {
		const { bruno, adas, emiles } = await lived();
		const changes = await erased(bruno.id, true);
		expect(Object.keys(changes).toSorted()).toEqual(
			[adas, emiles]
				.flatMap(({ revoked, underWay }) => [`awards ${revoked.id}`, `issuances ${underWay.id}`])
				.toSorted(),
		);
		for (const { revoked, underWay } of [adas, emiles]) {
			expect(changes[`awards ${revoked.id}`]).toEqual({ revokedBy: null });
			expect(await awardById(world().db.read, revoked.id)).toMatchObject({
				revocationReason: 'Erreur.',
				revokedAt: minute(5),
			});
			const { intent } = (await issuanceById(world().db.read, underWay.id))!;
			const { review } = underWay.intent.acceptance;
			expect(intent).toEqual({
				...underWay.intent,
				decidedBy: null,
				acceptance: { revision: 3, review: { ...review, reviewer: null }, form: null },
			});
		}
	});
});
