import { expect } from '@playwright/test';
import { GROUND, oklchToHex } from '../../../src/ui/drawing/colour.ts';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

const READ = ['/framework', '/badges', '/verify'];

test('who is signed in has the framework, the badges and the verification at hand, once, on every width', async ({
	browser,
	cast,
}) => {
	for (const [locale, width] of [
		['fr', 390],
		['en', 320],
		['fr', 1280],
		['en', 900],
		['fr', 832],
	] as const) {
		const context = await browserOf(browser, cast.who.ada, locale, {
			viewport: { width, height: 844 },
			javaScriptEnabled: false,
		});
		const page = await context.newPage();
		await page.goto(`${cast.service.origin}/framework`);
		const menu = page.getByRole('button', { name: word(locale, 'shell_menu') });
		if (width < 800) await menu.click();
		const banner = page.getByRole('banner');
		const links = await banner.getByRole('link').evaluateAll((all) =>
			all.map((link) => ({
				path: link.getAttribute('href') ?? '',
				current: link.getAttribute('aria-current'),
				height: link.getBoundingClientRect().height,
			})),
		);
		const read = links.filter(({ path }) => READ.includes(path));
		expect(read.map(({ path }) => path)).toEqual(READ);
		expect(read.map(({ current }) => current)).toEqual(['page', null, null]);
		for (const { height, path } of read) expect(height, `${path} at ${width}`).toBeGreaterThanOrEqual(44);
		const size = await page.evaluate(() => ({
			wide: document.documentElement.scrollWidth,
			tall: document.querySelector('header')!.getBoundingClientRect().height,
			menu: document.querySelector('#menu')!.getBoundingClientRect().height,
			sections: document.querySelector('#menu > ul')!.getBoundingClientRect().height,
		}));
		expect(size.wide).toBeLessThanOrEqual(width);
		if (width === 1280) {
			// Two lines: the bar and the sections.
			expect(size.tall).toBeLessThan(100);
		}
		// The sections of whoever learns have one line, from the narrowest screen that shows them.
		if (width >= 832) expect(size.sections, `sections at ${width}`).toBeLessThan(50);
		if (width === 390) expect(size.menu).toBeLessThan(700);
		await context.close();
	}
});

test('on a laptop, the header of a visitor has one line, and whoever has every role two', async ({
	browser,
	cast,
}) => {
	const { id } = cast.query<{ id: string }>("select id from people where username = 'odile'")[0]!;
	const give = (...roles: string[]) =>
		cast.who.chloe.send(`/people/${id}`, '?/roles', { 'roles[]': roles, audience: 'teacher' });
	await give('learner', 'adviser', 'administrator');
	for (const locale of ['fr', 'en'] as const)
		for (const [who, width, tallest, links] of [
			['anonymous', 1366, 64, 3],
			['anonymous', 840, 64, 3],
			['odile', 1366, 100, 11],
			['odile', 1280, 100, 11],
		] as const) {
			const context = await browserOf(browser, cast.who[who], locale, { viewport: { width, height: 768 } });
			const page = await context.newPage();
			await page.goto(`${cast.service.origin}/framework`);
			const sections = page.getByRole('navigation', { name: word(locale, 'shell_nav'), exact: true });
			await expect(sections.getByRole('link')).toHaveCount(links);
			const header = await page.getByRole('banner').boundingBox();
			expect(header?.height, `${who} at ${width} in ${locale}`).toBeLessThan(tallest);
			// The way in, or out, is there once.
			const door = who === 'anonymous' ? 'shell_sign_in' : 'shell_sign_out';
			await expect(
				page
					.getByRole('banner')
					.locator('a, button')
					.filter({ hasText: word(locale, door), visible: true }),
			).toHaveCount(1);
			await context.close();
		}
	await give('adviser');
});

test('a phone may install the application: manifest, icons and colours', async ({ cast }) => {
	const { origin } = cast.service;
	const html = await (await fetch(origin)).text();
	const [, href = ''] = html.match(/<link rel="manifest" href="([^"]+)"/) ?? [];
	const answer = await fetch(new URL(href, origin));
	expect(answer.status).toBe(200);
	expect(answer.headers.get('content-type')).toBe('application/manifest+json');
	const manifest = (await answer.json()) as {
		lang: string;
		name: string;
		start_url: string;
		display: string;
		theme_color: string;
		icons: { src: string; sizes: string; type: string; purpose: string }[];
	};
	expect(manifest).toMatchObject({
		lang: 'fr-CA',
		name: 'Macaron',
		start_url: '/today',
		display: 'standalone',
	});
	// The bars of the browser have the ground of the page in both schemes.
	for (const scheme of ['light', 'dark'] as const)
		expect(html).toContain(
			`name="theme-color" content="${oklchToHex(GROUND[scheme])}" media="(prefers-color-scheme: ${scheme})"`,
		);
	expect(html).toContain(`content="${manifest.theme_color}"`);
	expect(manifest.icons.some(({ purpose }) => purpose.includes('maskable'))).toBe(true);
	for (const { src, sizes, type } of manifest.icons) {
		const icon = await fetch(new URL(src, origin));
		expect([icon.status, icon.headers.get('content-type')], src).toEqual([200, type]);
		const bytes = Buffer.from(await icon.arrayBuffer());
		if (type === 'image/png') expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
	}
	// Somebody who is signed out and opens it from the home screen is led to sign in, then to « Aujourd’hui ».
	const start = await fetch(new URL(manifest.start_url, origin), { redirect: 'manual' });
	expect([start.status, start.headers.get('location')]).toEqual([303, '/sign-in?next=%2Ftoday']);
	expect(html).not.toContain('serviceWorker');
});
