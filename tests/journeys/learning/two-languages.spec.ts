import { join } from 'node:path';
import { expect } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { answerAll, LONG_REFLECTION, logTraining } from '../cast.ts';
import { test } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import { visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

test.describe.configure({ mode: 'parallel' });

for (const [locale, scripts] of [
	['fr', false],
	['en', true],
] as const satisfies readonly (readonly [Locale, boolean])[]) {
	test(`one recognition, two badges and a token, in ${locale}, ${scripts ? 'with' : 'without'} scripts`, async ({
		browser,
		service,
	}) => {
		const w = (key: string, params?: Record<string, string | number>) => word(locale, key, params);
		const ada = visitor(service.origin);
		await ada.signIn('ada', service.passwords['ada'] ?? '');
		await answerAll(ada);
		const reflection = `Je cherche « autrement », l’été aussi. ${LONG_REFLECTION}`;
		await logTraining(ada, { title: 'Chercher', dimension: 'learning-potential', hours: '3', reflection });

		const context = await browserOf(browser, ada, locale, { javaScriptEnabled: scripts });
		const page = await context.newPage();
		const faults = listen(page);
		const main = page.getByRole('main');
		const awards = page.locator('section[aria-labelledby="received"] a[href^="/b/"]');
		await page.goto(`${service.origin}/recognition`);
		const held = await awards.count();
		await awards.first().click();
		const first = new URL(page.url()).pathname;

		// Ada's forms were sent in French, so the badge is in French.
		await main.getByRole('button', { name: w('badge_sibling_get_en') }).click();
		await expect(main).toContainText(w('badge_sibling_done'));
		const second = new URL(page.url()).pathname;
		expect(second).not.toBe(first);
		await main.getByRole('link', { name: w('badge_sibling_see_fr') }).click();
		expect(new URL(page.url()).pathname).toBe(first);
		await expect(main.getByRole('link', { name: w('badge_sibling_see_en') })).toBeVisible();
		await expect(main.getByRole('button', { name: w('badge_sibling_get_en') })).toHaveCount(0);

		await page.locator('input[name="visibility"][value="public"]').check();
		await main.getByRole('button', { name: w('badge_publish_save') }).click();
		await expect(main).toContainText(w('badge_publish_saved'));
		// The confirmation shows how to share the badge: its address and, with scripts, a button that copies
		// it.
		const address = main.getByLabel(w('badge_share_address'), { exact: true });
		await expect(address).toHaveValue(service.origin + first);
		await expect(address).toBeInViewport();
		await expect(main.getByRole('button', { name: w('badge_copy') })).toHaveCount(scripts ? 1 : 0);
		if (scripts) {
			await context.grantPermissions(['clipboard-read', 'clipboard-write']);
			await main.getByRole('button', { name: w('badge_copy') }).click();
			await expect(main.getByText(w('badge_copied'))).toBeVisible();
			expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(service.origin + first);
		}
		const passer = await browserOf(browser, visitor(service.origin), locale, { javaScriptEnabled: scripts });
		const seen = await passer.newPage();
		for (const address of [first, second]) {
			expect((await seen.goto(service.origin + address))?.status()).toBe(200);
			await seen.getByText(w('shell_technicians')).click();
			const coming = seen.waitForEvent('download');
			await seen.getByRole('link', { name: w('badge_download_token') }).click();
			const file = join(service.folder, `${address.slice(3)}.jwt`);
			await (await coming).saveAs(file);
			const { status, stdout } = service.macaron('verify', file, '--json');
			expect([status, (JSON.parse(stdout) as { verdict: string }).verdict]).toEqual([0, 'valid']);
		}
		await page.goto(`${service.origin}/recognition`);
		await expect(awards).toHaveCount(held);
		expect(faults).toEqual([]);
		for (const one of [context, passer]) await one.close();
	});
}

test('the picture of a badge follows the language, after a change of language in one browser too', async ({
	browser,
	cast,
}) => {
	const context = await browserOf(browser, cast.who.anonymous, 'fr');
	const page = await context.newPage();
	const at = `/badges/${cast.things.badge}`;
	// What the browser draws, whatever its caches hold: the picture as numbers.
	const drawn = () =>
		page
			.locator(`main img[src^="${at}/"]`)
			.first()
			.evaluate(async (image: HTMLImageElement) => {
				await image.decode();
				const canvas = Object.assign(document.createElement('canvas'), { width: 256, height: 256 });
				const pen = canvas.getContext('2d')!;
				pen.drawImage(image, 0, 0, 256, 256);
				return pen.getImageData(0, 0, 256, 256).data.join(',');
			});
	await page.goto(cast.service.origin + at);
	const french = await drawn();
	await page.getByRole('link', { name: 'English', exact: true }).first().click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en-CA');
	const english = await drawn();
	expect(english === french).toBe(false);
	await page.getByRole('link', { name: 'Français', exact: true }).first().click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'fr-CA');
	expect((await drawn()) === french).toBe(true);
	// The address that signed badges name has one picture, whoever asks.
	const named = async (lang: string) =>
		(await fetch(`${cast.service.origin}${at}/artwork.svg`, { headers: { cookie: `lang=${lang}` } })).text();
	expect(await named('en')).toBe(await named('fr'));
	await context.close();
});
