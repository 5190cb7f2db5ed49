import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANONYMOUS, type Actor } from '#identity';
import { awardBadgesByRule } from '#applications/server';
import { type AwardPage, awardPage, setAwardVisibility, revokeAward, type Visibility } from '#awards/server';
import { cast, says, trains } from '#tests/recognised/cast';
import { type TestWorld, testWorld } from '#tests/world';
import { awardView } from './award-view.ts';
import { sharingOptionsOf } from './share.ts';
import { awardPreviewTexts, sharedLink } from './shared-link.ts';

let world: TestWorld;
let people: Awaited<ReturnType<typeof cast>>;
let id: string;

beforeAll(async () => {
	world = await testWorld();
	people = await cast(world);
	await says(world, people.ada, 'collaboration', 2);
	await trains(world, people.ada, 'collaboration', 150);
	id = (await awardBadgesByRule(world, people.ada.id, 'fr'))[0]?.id ?? '';
});
afterAll(() => world.close());

const publish = (visibility: Visibility) =>
	setAwardVisibility(world, people.ada, id, { visibility, key: world.newId() });
const page = (actor: Actor) => awardPage(world, actor, id);
const shared = (of: AwardPage) =>
	sharingOptionsOf(of, `${world.origin}/b/${id}`, 'Exploration · Collaboration');
/** A copy of an award's page data, with these changes to the award. */
const having = (of: AwardPage, change: Partial<AwardPage['award']>): AwardPage => ({
	...of,
	award: { ...of.award, ...change },
});

describe('showing a badge elsewhere', () => {
	test('is for the owner of a badge that can be seen: nobody else, not private, revoked or erased', async () => {
		const { ada, bruno } = people;
		await publish('private');
		expect(shared(await page(ada))).toBeNull();
		await publish('public');
		const shown = await page(ada);
		expect(shared(shown)).not.toBeNull();
		expect(shared(await page(bruno))).toBeNull();
		expect(shared(await page(ANONYMOUS))).toBeNull();
		expect(shared(having(shown, { revokedAt: world.now() }))).toBeNull();
		expect(shared(having(shown, { credential: null }))).toBeNull();
	});

	test('fills in the documented fields of LinkedIn, the month being that of the institution', async () => {
		await publish('public');
		const shown = { ...(await page(people.ada)), timeZone: 'America/Toronto' };
		const fields = (at: string) =>
			Object.fromEntries(
				new URL(shared(having(shown, { awardedAt: new Date(at) }))?.linkedIn ?? '').searchParams,
			);
		const { certId, ...filled } = fields('2027-01-01T03:00:00Z');
		expect(filled).toEqual({
			startTask: 'CERTIFICATION_NAME',
			name: 'Compétence numérique – Collaboration (Exploration)',
			organizationName: 'École des Érables',
			issueYear: '2026',
			issueMonth: '12',
			certUrl: `${world.origin}/b/${id}`,
		});
		expect(certId).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
		expect(fields('2027-03-01T12:00:00Z')['issueMonth']).toBe('3');
	});

	test.each([`Ma "bonne" <école> & l’autre`, '"><script>alert(1)</script>', "d'ici", 'É & É'])(
		'gives a page elsewhere a picture and no script: %s',
		async (institution) => {
			await publish('public');
			const { embed = '' } = shared({ ...(await page(people.ada)), institution }) ?? {};
			const address = `${world.origin}/b/${id}`;
			const [, alt = ''] =
				/^<a href="[^"<>]+"><img src="[^"<>]+" alt="([^"<>]*)" width="160" height="160"><\/a>$/.exec(embed) ??
				[];
			expect(embed.startsWith(`<a href="${address}"><img src="${address}.png"`)).toBe(true);
			const read = alt
				.replaceAll('&lt;', '<')
				.replaceAll('&gt;', '>')
				.replaceAll('&quot;', '"')
				.replaceAll('&amp;', '&');
			expect(read).toBe(`Badge Exploration · Collaboration, délivré par ${institution}`);
		},
	);
});

describe('what other sites are told of a link to a badge', () => {
	test('its person only where they show their name to everybody, whoever asks', async () => {
		for (const [visibility, named] of [
			['public', false],
			['public-with-name', true],
		] as const) {
			await publish(visibility);
			for (const actor of [ANONYMOUS, people.ada, people.bruno]) {
				const link = sharedLink(await page(actor));
				expect(link?.description.includes('Délivré à Ada par École des Érables')).toBe(named);
				expect(link?.description).toContain('Il repose sur ce que la personne a déclaré');
			}
		}
	});

	test('in the language of the badge', async () => {
		await publish('public');
		const english = having(await page(ANONYMOUS), { locale: 'en' });
		expect(sharedLink(english)).toMatchObject({ locale: 'en', title: 'Exploration · Collaboration' });
		expect(sharedLink(english)?.description).toMatch(/^Issued by École des Érables on /);
		expect(sharedLink(english)?.picture?.alt).toMatch(/issued by/);
	});

	test('nothing of one that is private or erased; of one revoked, that it is', async () => {
		await publish('public-with-name');
		const shown = await page(ANONYMOUS);
		expect(sharedLink(having(shown, { publishedAt: null }))).toBeNull();
		expect(sharedLink(having(shown, { credential: null }))).toBeNull();
		const { lines } = awardPreviewTexts(having(shown, { revokedAt: new Date('2026-11-28T12:00:00Z') }));
		expect(lines).toEqual(['Révoqué le 28\u00a0novembre 2026']);
	});
});

describe('the answer of the first glance', () => {
	const answered = async (change: Partial<AwardPage['award']>, report = true) => {
		const shown = having(await page(ANONYMOUS), change);
		return awardView(report ? shown : { ...shown, report: null }, 'fr', world.now()).answer;
	};

	test('valid, erased, revoked without a word, nothing left to say', async () => {
		await publish('public');
		expect(await answered({})).toMatchObject({ kind: 'success', title: 'Valide' });
		expect(await answered({ person: null }, false)).toMatchObject({
			kind: 'unknown',
			title: 'La personne a supprimé son compte',
		});
		expect(await answered({ revokedAt: new Date('2026-11-28T12:00:00Z') })).toMatchObject({
			kind: 'error',
			title: 'Révoqué le 28\u00a0novembre 2026',
			text: 'Ce badge a été révoqué quand la personne a supprimé son compte.',
		});
		expect(await answered({}, false)).toBeNull();
	});

	test('revoked, with its reason', async () => {
		await publish('public');
		const reason = 'La trace était celle de quelqu’un d’autre.';
		await revokeAward(world, people.chloe, id, { reason, key: world.newId() });
		const { answer } = awardView(await page(ANONYMOUS), 'fr', world.now());
		expect(answer?.title).toMatch(/^Révoqué le /);
		expect(answer?.text).toContain(reason);
	});
});
