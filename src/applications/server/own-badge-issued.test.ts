import { expect, test } from 'vitest';
import { ANONYMOUS, type PersonActor } from '#identity';
import { importBadge, withdrawOwnBadge } from '#badges/server';
import { type FetchDocument, readInput, verifyBadge, verifyLegacy } from '#openbadges';
import {
	awardAsOpenBadges2,
	awardFile,
	awardPage,
	issueTranslation,
	ownOpenBadges2Document,
	setAwardVisibility,
} from '#awards/server';
import { askedBy } from '#tests/asked';
import { eachDialect, type TestWorld } from '#tests/world';
import { cast, says, shows, trains } from '../../../tests/recognised/cast.ts';
import { ownVerifyOptions } from '../../awards/server/register.ts';
import { ownBadgeFile, squareDrawing } from '../../badges/server/own/own-badge.fixture.ts';
import {
	addEvidence,
	awardBadgesByRule,
	decide,
	myBadges,
	reviewQueue,
	startApplication,
	submitApplication,
} from './index.ts';

const notFound = { code: 'not-found', status: 404 };
const key = (world: TestWorld) => world.newId();

/** Imports a badge by the institution's administrator; returns its id. */
const imports = async (world: TestWorld, chloe: PersonActor, content: string, shown = 0) =>
	(await importBadge(world, chloe, { content, shown, key: key(world) })).id;

/** Makes a person apply for a badge that asks for evidence, and an adviser accept it; returns the award. */
async function given(world: TestWorld, ada: PersonActor, bruno: PersonActor, badge: string) {
	await says(world, ada, 'collaboration', 3);
	await shows(world, ada, 'collaboration');
	const id = await startApplication(world, ada, { badge, locale: 'fr', key: key(world) });
	const evidence = {
		title: 'Un robot',
		link: 'https://exemple.test/robot',
		training: null,
		reflection: 'Nous avons essayé.',
	};
	await addEvidence(world, ada, id, { ...evidence, key: key(world) });
	await submitApplication(world, ada, id, { inBadge: true, key: key(world) });
	const { items } = await reviewQueue(world, bruno, 1);
	expect(items.map(({ definition }) => definition.id)).toEqual([badge]);
	const { award } = await decide(world, bruno, id, {
		decision: 'accept',
		level: 'intermediate',
		reason: 'Belle démarche.',
		key: key(world),
	});
	return award!;
}

eachDialect('a badge of an institution’s own that is given', (open) => {
	test('verifies in each form, and stays as it was when a later version comes and it is no longer offered', async () => {
		const world = open();
		const { ada, bruno, chloe, here } = await cast(world);
		const badge = await imports(world, chloe, ownBadgeFile({}, { artworkFr: squareDrawing() }));
		const award = await given(world, ada, bruno, badge);
		await setAwardVisibility(world, ada, award, { visibility: 'public', key: key(world) });
		await imports(world, chloe, ownBadgeFile({ name: { fr: 'Robots', en: 'Robots' } }), 1);
		await withdrawOwnBadge(world, chloe, { badge, key: key(world) });

		const page = await awardPage(world, ANONYMOUS, award);
		expect(page).toMatchObject({ definition: { version: 1, name: { fr: 'Robotique en classe' } } });
		expect(page.report?.verdict).toBe('valid');
		const address = `http://localhost:3000/badges/${here.slug}.robotique.1`;
		expect(page.report?.achievement).toEqual({ id: address, name: 'Robotique en classe' });
		for (const form of ['json', 'png', 'svg'] as const) {
			const { bytes, name } = await awardFile(world, ANONYMOUS, award, form);
			expect(name).toContain('robotique-en-classe');
			const report = await verifyBadge(readInput(bytes), ownVerifyOptions(world));
			expect(report, form).toMatchObject({ verdict: 'valid', achievement: { id: address } });
		}
		const svg = Buffer.from((await awardFile(world, ANONYMOUS, award, 'svg')).bytes).toString();
		expect(svg).toContain('fill="#246"');

		const fetchDocument: FetchDocument = async (url) =>
			(await ownOpenBadges2Document(world, url)) ?? { kind: 'unknown', why: 'not-supported' };
		for (const part of ['assertion', 'png'] as const) {
			const { bytes } = await awardAsOpenBadges2(world, ANONYMOUS, award, part);
			const report = await verifyLegacy(readInput(bytes), { ...ownVerifyOptions(world), fetchDocument });
			expect(report, part).toMatchObject({ verdict: 'valid', spec: '2.0' });
		}

		// The other language is of the same version, whatever is offered now.
		const sibling = await issueTranslation(world, ada, award);
		const english = await awardPage(world, ada, sibling.award);
		expect(english).toMatchObject({
			definition: { version: 1, name: { en: 'Robotics in class' } },
			report: { verdict: 'valid', achievement: { id: `${address}#en` } },
		});
	});

	test('is given by rule and asked for in its institution alone, and its page asks nothing more for it', async () => {
		const world = open();
		const [one, other] = [await cast(world), await cast(world)];
		const byRule = {
			id: 'heures',
			kind: 'exploration',
			criteria: { rules: [{ rule: 'training-minutes', minutes: 30 }] },
		};
		const file = JSON.parse(ownBadgeFile()) as { definition: { criteria: object; evidenceHint?: unknown } };
		const { evidenceHint: _hint, ...definition } = file.definition;
		const content = JSON.stringify({
			...file,
			definition: { ...definition, ...byRule, criteria: { ...definition.criteria, ...byRule.criteria } },
		});
		const [practice, ruled] = [
			await imports(world, one.chloe, ownBadgeFile()),
			await imports(world, one.chloe, content),
		];
		for (const ada of [one.ada, other.ada]) await trains(world, ada, 'collaboration', 45);
		for (const [ada, due] of [
			[one.ada, [ruled]],
			[other.ada, []],
		] as const) {
			await awardBadgesByRule(world, ada.id, 'fr');
			const { awards, badges } = await myBadges(world, ada);
			expect(awards.map(({ award }) => award.badge)).toEqual(due);
			expect(badges.some(({ definition }) => definition.id === practice)).toBe(ada === one.ada);
		}
		const input = { badge: practice, locale: 'fr' as const, key: key(world) };
		await expect(startApplication(world, other.ada, input)).rejects.toMatchObject(notFound);
		await withdrawOwnBadge(world, one.chloe, { badge: practice, key: key(world) });
		await expect(startApplication(world, one.ada, input)).rejects.toMatchObject(notFound);
		// Its own page reads the award as that of a common badge is: the version never changes, and is kept.
		const { award } = (await myBadges(world, one.ada)).awards[0]!;
		await awardPage(world, one.ada, award.id);
		expect((await askedBy(() => awardPage(world, one.ada, award.id))).asked.length).toBeLessThanOrEqual(2);
	});
});
