import { expect, test } from 'vitest';
import { cast, enter } from '#tests/recognised/cast';
import { eachDialect, type TestWorld } from '#tests/world';
import {
	activeAward,
	awardAsOpenBadges2,
	awardPage,
	awardsOf,
	issueAwards,
	issueTranslation,
	revokeAward,
} from '#awards/server';
import { type BadgeInVersion, inFramework } from '#badges';
import { catalogueOf } from '#badges/server';
import type { FrameworkVersion, Level } from '#framework';
import { mustBeLearner, type PersonActor } from '#identity';
import type { World } from '#platform/server';
import { haltIssuing, resumeIssuing } from '../../../awards/server/issuing/issuing-halt.ts';
import { callDueListeners } from '../../../platform/server/events/hear-events.ts';
import { myMilestones } from './my-milestones.ts';
import { milestonesListener, settleMilestones } from './settle-milestones.ts';

const [ETHICAL, TECHNICAL] = ['ethical-citizenship', 'technological-skills'] as const;
const PILLARS = 'milestone-pillars';
const LISTENERS = {
	'award.given': { milestones: milestonesListener },
	'award.revoked': { milestones: milestonesListener },
};

const practice = (world: World, dimension: string, version: FrameworkVersion): BadgeInVersion =>
	inFramework(catalogueOf(world).badge(`practice-${dimension}`)!, version);

/** Gives a person a Pratique at a level, really signed; returns the id of the award. */
async function given(
	world: World,
	person: PersonActor,
	dimension: string,
	{
		level = 'intermediate',
		version = 'crcn-2025',
		institution = mustBeLearner(person).institution,
	}: { level?: Level; version?: FrameworkVersion; institution?: string } = {},
): Promise<string> {
	const basis = { said: 'beginner', shown: null, observed: level, minutes: 0, reflections: 0, evidence: 1 };
	const [outcome] = await issueAwards(world, [
		{
			...{ person: person.id, institution, locale: 'fr', basis },
			definition: practice(world, dimension, version),
			...{ evidence: null, application: null, decidedBy: null, acceptance: null },
		},
	]);
	if (outcome?.kind !== 'issued') throw new Error('The badge was not issued.');
	return outcome.award;
}

const pillarsOf = async (world: World, { id }: PersonActor) =>
	(await awardsOf(world.db.read, id)).filter(({ badge }) => badge === PILLARS);

eachDialect('milestones', (open) => {
	const hearing = (): TestWorld => ({ ...open(), listeners: LISTENERS });
	/** Lets the listeners hear everything that is due, what they cause included. */
	async function settled(world: World) {
		while ((await callDueListeners(world)) > 0);
	}

	test('given once both parts stand, each level apart, and its twin and its page say so', async () => {
		const world = hearing();
		const { ada } = await cast(world);
		const first = await given(world, ada, ETHICAL, { level: 'advanced', version: 'crcn-2019' });
		await settled(world);
		expect(await pillarsOf(world, ada)).toEqual([]);
		const [before] = await myMilestones(world, ada);
		expect(before).toMatchObject({
			missing: 1,
			award: null,
			parts: [{ held: { id: first } }, { held: null }],
		});
		const second = await given(world, ada, TECHNICAL);
		await settled(world);
		const [award, ...more] = await pillarsOf(world, ada);
		expect(more).toEqual([]);
		expect(award).toMatchObject({
			...{ revokedAt: null, decidedBy: null, application: null, frameworkVersion: 'crcn-2025' },
			basis: {
				observed: null,
				parts: [
					{ award: first, dimension: ETHICAL, framework: 'crcn-2019', level: 'advanced' },
					{ award: second, dimension: TECHNICAL, framework: 'crcn-2025', level: 'intermediate' },
				],
			},
		});
		const page = await awardPage(world, ada, award!.id);
		expect(page.report?.verdict).toBe('valid');
		const text = award!.credential!.replaceAll('\u00a0', ' ');
		expect(text).toContain('1. Agir en citoyen éthique à l’ère du numérique (avancé)');
		expect(text).toMatch(/2\. [^"(]+\(intermédiaire\)/);
		expect(text).toContain(`/framework/crcn-2019/${ETHICAL}`);
		expect(text).toContain(`/framework/crcn-2025/${TECHNICAL}`);
		expect(text).not.toContain('déclaré');
		const class2 = await awardAsOpenBadges2(world, ada, award!.id, 'badge');
		expect(JSON.parse(new TextDecoder().decode(class2.bytes))).toMatchObject({
			alignment: [{ targetUrl: expect.stringContaining(ETHICAL) }, {}],
		});
		// Heard again, as after a crash: nothing more.
		await settleMilestones(world, ada.id, 'fr');
		expect(await pillarsOf(world, ada)).toHaveLength(1);
	});

	test('falls with a part, with its translation, tells why, and is given anew with the part', async () => {
		const world = hearing();
		const { ada, chloe } = await cast(world);
		await given(world, ada, ETHICAL);
		const part = await given(world, ada, TECHNICAL);
		await settled(world);
		const [award] = await pillarsOf(world, ada);
		const { award: english } = await issueTranslation(world, ada, award!.id);
		await revokeAward(world, chloe, part, { reason: 'Remis à la mauvaise personne.', key: world.newId() });
		await settled(world);
		const fallen = await pillarsOf(world, ada);
		expect(fallen.map(({ id }) => id).toSorted()).toEqual([award!.id, english].toSorted());
		for (const one of fallen) {
			expect(one).toMatchObject({ revokedBy: 'rule', revokedAt: expect.any(Date) });
			expect(one.revocationReason).toMatch(one.locale === 'fr' ? /^Un des badges/ : /^One of the badges/);
		}
		expect((await awardPage(world, ada, award!.id)).report?.verdict).toBe('revoked');
		expect((await myMilestones(world, ada))[0]).toMatchObject({ missing: 1, award: null, revoked: false });
		const again = await given(world, ada, TECHNICAL);
		await settled(world);
		const anew = await activeAward(world.db.read, ada.id, PILLARS);
		expect(anew?.id).not.toBe(award!.id);
		expect(anew?.basis?.parts?.map((one) => one.award)).toContain(again);
	});

	test('what a person revoked is not given again by rule', async () => {
		const world = hearing();
		const { ada, chloe } = await cast(world);
		await given(world, ada, ETHICAL);
		await given(world, ada, TECHNICAL);
		await settled(world);
		const [award] = await pillarsOf(world, ada);
		await revokeAward(world, chloe, award!.id, { reason: 'Délivré par erreur ici.', key: world.newId() });
		await settled(world);
		await settleMilestones(world, ada.id, 'fr');
		expect(await activeAward(world.db.read, ada.id, PILLARS)).toBeUndefined();
		expect((await myMilestones(world, ada))[0]).toMatchObject({ missing: 0, award: null, revoked: true });
	});

	test('while issuing is halted it waits, and is given afterwards; a part that ended meanwhile gives nothing', async () => {
		const world = open();
		const { ada, here, chloe } = await cast(world);
		await given(world, ada, ETHICAL);
		const part = await given(world, ada, TECHNICAL);
		await haltIssuing(world, here.id, 'Incident.');
		await expect(settleMilestones(world, ada.id, 'fr')).rejects.toMatchObject({ status: 503 });
		await resumeIssuing(world, here.id);
		await settleMilestones(world, ada.id, 'fr');
		const [award] = await pillarsOf(world, ada);
		expect(award).toMatchObject({ revokedAt: null });
		await revokeAward(world, chloe, part, { reason: 'Remis par erreur ici.', key: world.newId() });
		await settleMilestones(world, ada.id, 'fr');
		await settleMilestones(world, ada.id, 'fr');
		expect(await pillarsOf(world, ada)).toMatchObject([{ id: award!.id, revokedBy: 'rule' }]);
	});

	test('an institution signs what it gave all the parts of, whichever learns there first; the way says so', async () => {
		const world = open();
		const { here, denis } = await cast(world);
		const elsewhere = denis.memberships[0]!.institution;
		const role = { role: 'learner', audience: 'teacher' } as const;
		const both = [
			{ institution: here.id, ...role },
			{ institution: elsewhere, ...role },
		];
		const eve = await enter(world, 'Ève', both);
		await given(world, eve, ETHICAL, { institution: here.id });
		await given(world, eve, TECHNICAL, { institution: elsewhere });
		await settleMilestones(world, eve.id, 'fr');
		expect(await pillarsOf(world, eve)).toEqual([]);
		const [before] = await myMilestones(world, eve);
		expect(before).toMatchObject({ missing: 1, award: null });

		const fay = await enter(world, 'Fay', both);
		await given(world, fay, ETHICAL, { institution: elsewhere });
		await given(world, fay, TECHNICAL, { institution: elsewhere });
		expect((await myMilestones(world, fay))[0]).toMatchObject({ missing: 0 });
		await settleMilestones(world, fay.id, 'fr');
		expect(await pillarsOf(world, fay)).toMatchObject([{ institution: elsewhere }]);

		// Who learns here only is not given here what was given elsewhere.
		const gil = await enter(world, 'Gil', [{ institution: here.id, ...role }]);
		await given(world, gil, ETHICAL, { institution: elsewhere });
		await given(world, gil, TECHNICAL, { institution: elsewhere });
		await settleMilestones(world, gil.id, 'fr');
		expect(await pillarsOf(world, gil)).toEqual([]);
		expect((await myMilestones(world, gil))[0]).toMatchObject({ missing: 2 });
	});

	test('twelve parts make the whole way; nothing of a neighbour counts', async () => {
		const world = open();
		const { ada, bruno } = await cast(world);
		const { dimensions } = catalogueOf(world).milestones().at(-1)!.criteria.parts;
		for (const dimension of dimensions.slice(1)) await given(world, ada, dimension);
		await given(world, bruno, ETHICAL);
		await settleMilestones(world, ada.id, 'en');
		expect((await myMilestones(world, ada)).map(({ missing }) => missing)).toEqual([1, 1]);
		expect((await myMilestones(world, bruno)).map(({ missing }) => missing)).toEqual([1, 11]);
		await given(world, ada, ETHICAL);
		await settleMilestones(world, ada.id, 'en');
		const reached = await myMilestones(world, ada);
		expect(reached.map(({ award }) => award?.basis?.parts?.length)).toEqual([2, 12]);
		expect(reached[1]?.award).toMatchObject({ locale: 'en' });
	});
});
