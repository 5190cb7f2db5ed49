import { expect } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

test('the first screen of a badge holds its picture, its name and the answer', async ({ browser, cast }) => {
	for (const [locale, width, height] of [
		['fr', 390, 844],
		['en', 1366, 768],
	] as const) {
		const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: false });
		await context.addCookies([{ name: 'lang', value: locale, url: cast.service.origin }]);
		const page = await context.newPage();
		await page.goto(`${cast.service.origin}/b/${cast.things.award}`);
		const main = page.getByRole('main');
		const answer = main.getByRole('heading', { name: word(locale, 'badge_check_title') });
		for (const one of [main.getByRole('heading', { level: 1 }), main.locator('img').first(), answer])
			await expect(one).toBeInViewport({ ratio: 1 });
		const box = await main.locator('img').first().boundingBox();
		expect(box?.width).toBeGreaterThanOrEqual(160);
		await context.close();
	}
});

test('its owner finds the ways to share a badge, and who sees it, right after the answer', async ({
	browser,
	cast,
}) => {
	for (const [width, height] of [
		[390, 844],
		[1366, 768],
	] as const) {
		const context = await browserOf(browser, cast.who.ada, 'fr', {
			viewport: { width, height },
			javaScriptEnabled: false,
		});
		const page = await context.newPage();
		const main = page.getByRole('main');
		/** The tops of what these texts name, each below the one before. */
		const inOrder = async (...keys: string[]) => {
			const tops: number[] = [];
			for (const key of keys) {
				const box = await main.getByText(word('fr', key)).first().boundingBox();
				tops.push(box?.y ?? Number.NaN);
			}
			expect(tops, `${width} px: ${keys.join()}`).toEqual(tops.toSorted((one, other) => one - other));
		};
		await page.goto(`${cast.service.origin}/b/${cast.things.award}`);
		const answer = 'badge_check_title';
		await inOrder(answer, 'badge_share_title', 'badge_share_linkedin', 'badge_basis', 'badge_criteria');
		await inOrder(answer, 'badge_publish_legend', 'badge_basis', 'badge_download');
		await page.goto(`${cast.service.origin}/b/${cast.things.privateAward}`);
		await inOrder(answer, 'badge_private', 'badge_publish_legend', 'badge_basis');
		// The Tab key goes through the page as the eyes do: from the ways to share to what comes under them.
		await page.goto(`${cast.service.origin}/b/${cast.things.award}`);
		const stops = await main
			.locator('a, textarea, input:not([type=hidden]):checked, button, summary')
			.filter({ visible: true })
			.evaluateAll((all) => all.map((one) => one.textContent || one.getAttribute('name') || one.tagName));
		const at = (text: string) => stops.findIndex((stop) => stop.includes(text));
		expect(at(word('fr', 'badge_share_linkedin'))).toBeLessThan(at('visibility'));
		expect(at('visibility')).toBeLessThan(at(word('fr', 'badge_download_png')));
		await context.close();
	}
});

test('on a phone, a badge is read in some four screens, and its owner does not need five', async ({
	browser,
	cast,
}) => {
	const { award, privateAward } = cast.things;
	const { anonymous, ada } = cast.who;
	for (const [who, id, most] of [
		[anonymous, award, 3_250],
		[ada, award, 3_950],
		[ada, privateAward, 3_950],
	] as const)
		for (const locale of ['fr', 'en'] as const) {
			const context = await browserOf(browser, who, locale, { viewport: { width: 390, height: 844 } });
			const page = await context.newPage();
			await page.goto(`${cast.service.origin}/b/${id}`);
			const main = page.getByRole('main');
			// What somebody who must rely on it asks is there to read; what is for checking waits behind lines.
			for (const key of ['badge_basis', 'badge_who_judged', 'badge_criteria', 'badge_limits'])
				await expect(main.getByRole('heading', { name: word(locale, key), exact: true })).toBeVisible();
			await expect(main.getByText(word(locale, 'badge_framework'), { exact: true })).toBeHidden();
			const height = await page.evaluate(() => document.documentElement.scrollHeight);
			expect(height, `${locale}, ${most}`).toBeLessThanOrEqual(most);
			// On paper, nothing waits.
			await page.emulateMedia({ media: 'print' });
			await expect(main.getByText(word(locale, 'badge_framework'), { exact: true })).toBeVisible();
			await context.close();
		}
});

test('a page that names nobody says so once', async ({ cast }) => {
	const said = { fr: /cette page ne nomme pas/gi, en: /this page does not name/gi };
	for (const locale of ['fr', 'en'] as const) {
		const answer = await fetch(`${cast.service.origin}/b/${cast.things.award}`, {
			headers: { cookie: `lang=${locale}` },
		});
		const main = (await answer.text()).match(/<main[\s\S]*<\/main>/)?.[0] ?? '';
		expect(main.match(said[locale]), locale).toHaveLength(1);
	}
});

/** Reads the `meta` tags of a page's head: their content, by name or property. */
const headOf = (body: string): Record<string, string | undefined> =>
	Object.fromEntries(
		[...body.matchAll(/<meta (?:name|property)="([a-z:]+)" content="([^"]*)"/g)].map(([, name, content]) => [
			name,
			content,
		]),
	);

test('a link to a published badge says what it is, with a picture; a private one says nothing', async ({
	cast,
}) => {
	const { origin } = cast.service;
	const { award, privateAward } = cast.things;
	const { body } = await cast.who.anonymous.get(`/b/${award}`);
	const told = headOf(body);
	expect(told).toMatchObject({
		robots: 'noindex',
		'og:url': `${origin}/b/${award}`,
		'og:image': `${origin}/b/${award}/card.png`,
		'og:locale': 'fr_CA',
		'twitter:card': 'summary_large_image',
	});
	expect(told['og:title']).toMatch(/^Pratique · /);
	expect(told['description']).toBe(told['og:description']);
	expect(told['description']).not.toContain('Ada');
	const picture = await fetch(`${origin}/b/${award}/card.png`);
	expect(picture.headers.get('content-type')).toBe('image/png');
	const owner = await cast.who.ada.get(`/b/${privateAward}`);
	expect(owner.status).toBe(200);
	expect(owner.body).not.toMatch(/property="og:|name="description"/);
});

test('a link to any public page says what it is, in both languages; a private page says nothing', async ({
	cast,
}) => {
	const { origin } = cast.service;
	const { badge, issuer } = cast.things;
	const said = new Set<string>();
	const pages = ['/', '/badges', `/badges/${badge}`, '/framework', '/try', '/verify', `/i/${issuer}`];
	for (const path of pages)
		for (const locale of ['fr', 'en'] as const) {
			const answer = await fetch(origin + path, { headers: { cookie: `lang=${locale}` } });
			const told = headOf(await answer.text());
			expect(told, path).toMatchObject({
				...{ 'og:type': 'website', 'og:url': origin + path, 'og:locale': `${locale}_CA` },
				...{ 'og:title': expect.stringMatching(/\S/), 'og:description': expect.stringMatching(/.{40}/) },
				'twitter:card': 'summary',
			});
			expect(told['description']).toBe(told['og:description']);
			said.add(told['description'] ?? '');
			if (!told['og:image']) continue;
			expect((await fetch(told['og:image'])).headers.get('content-type')).toBe('image/png');
		}
	// Each has words of its own.
	expect(said.size).toBe(pages.length * 2);
	for (const path of ['/today', '/profile', '/assessment', '/recognition'])
		expect((await cast.who.ada.get(path)).body, path).not.toMatch(/property="og:|name="description"/);
});
