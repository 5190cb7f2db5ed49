import { writeFileSync } from 'node:fs';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { violations, WCAG } from '../axe.ts';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';
import { FOREIGN_HOST, foreignBadge } from '../foreign-badge.ts';
import { keyboard } from '../hands.ts';
import { listen } from '../main-job.ts';
import { type Locale, word } from '../words.ts';

const MEGABYTE = 1024 * 1024;

interface File {
	readonly name: string;
	readonly mimeType: string;
	readonly buffer: Buffer;
}
const file = (name: string, mimeType: string, buffer: Buffer): File => ({ name, mimeType, buffer });

/**
 * Writes a large file on disk and returns its path: the browser reads it there, whereas bytes would pass
 * through the page one by one.
 */
function onDisk(name: string, size: number): string {
	const path = test.info().outputPath(name);
	writeFileSync(path, Buffer.alloc(size));
	return path;
}

/** The verification page in a journey, with its controls and what it shows. */
class Desk {
	readonly page: Page;
	readonly locale: Locale;
	constructor(page: Page, locale: Locale) {
		this.page = page;
		this.locale = locale;
	}
	said = (key: string, params = {}) => word(this.locale, key, params);
	file = () => this.page.getByLabel(this.said('verify_file'));
	reference = () => this.page.getByLabel(this.said('verify_reference'));
	text = () => this.page.getByLabel(this.said('verify_text'));
	recipient = () => this.page.getByLabel(this.said('verify_recipient'));
	button = () => this.page.getByRole('button', { name: this.said('verify_submit'), exact: true });
	verdict = () => this.page.locator('#result');
	/** The row of a check in the report's table, found by the check's title. */
	step = (title: string) =>
		this.page
			.getByRole('row')
			.filter({ has: this.page.getByRole('rowheader', { name: title, exact: true }) });

	/** Pastes a text in its area, which is folded at first. */
	async paste(text: string) {
		if (!(await this.text().isVisible())) await this.page.getByText(this.said('verify_text_open')).click();
		await this.text().fill(text);
	}
	async openRecipient() {
		await this.page.getByText(this.said('verify_recipient_open')).click();
		await expect(this.recipient()).toBeVisible();
	}
	async verified(word: string) {
		await this.button().click();
		await expect(this.verdict()).toContainText(word);
		await expect(this.verdict()).toBeFocused();
		await this.again();
	}
	/** Opens the form, which waits behind a line once there is an answer. */
	async again() {
		await expect(this.button()).toBeHidden();
		await this.page.getByText(this.said('verify_again')).click();
		await expect(this.button()).toBeVisible();
	}
}

/**
 * Expects no accessibility fault on an open page, narrow and wide. Skipped without scripts, since axe is a
 * script and the page is the same.
 */
async function sound(page: Page, scripts: boolean) {
	if (!scripts) return;
	for (const width of [320, 1280]) {
		await page.setViewportSize({ width, height: 800 });
		expect(await violations(page, { tags: WCAG }), `at ${width}`).toEqual([]);
		const beyond = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
		);
		expect(beyond, `scrolls sideways at ${width}`).toBe(0);
	}
}

for (const scripts of [true, false]) {
	for (const locale of ['fr', 'en'] as const) {
		test.describe(`${scripts ? 'with' : 'without'} a script, in ${locale}`, () => {
			// This file is among the last: its tests go to whichever workers are free.
			test.describe.configure({ mode: 'parallel' });
			let context: BrowserContext;
			let desk: Desk;
			let faults: string[];

			test.beforeEach(async ({ browser, cast }) => {
				const { origin } = cast.service;
				context = await browser.newContext({ javaScriptEnabled: scripts });
				await context.addCookies([{ name: 'lang', value: locale, url: origin }]);
				const page = await context.newPage();
				faults = listen(page);
				desk = new Desk(page, locale);
				await page.goto(`${origin}/verify`, { waitUntil: 'networkidle' });
			});
			test.afterEach(async () => {
				expect(faults.filter((fault) => !/status of 4\d\d/.test(fault))).toEqual([]);
				await context.close();
			});

			const VALID = { fr: 'Valide', en: 'Valid' }[locale];
			const IMPOSSIBLE = { fr: 'Vérification impossible', en: 'Could not be checked' }[locale];

			for (const type of ['json', 'png', 'svg', 'pdf'] as const) {
				test(`a ${type} file of ours is valid, with our own drawing`, async ({ cast }) => {
					const response = await fetch(`${cast.service.origin}/b/${cast.things.award}.${type}`);
					const bytes = Buffer.from(await response.arrayBuffer());
					const mime = String(response.headers.get('content-type'));
					await desk.file().setInputFiles(file(`badge.${type}`, mime, bytes));
					await desk.verified(VALID);
					const image = desk.page.locator('main img');
					// The report's styles load together with the report, even without scripts.
					await expect(desk.page.locator('.verdict')).toHaveCSS('border-inline-start-width', '6px');
					const drawing = locale === 'en' ? 'artwork.en.svg' : 'artwork.svg';
					await expect(image).toHaveAttribute('src', `/badges/${cast.things.badge}/${drawing}`);
					// Every form of a badge shows what a person who relies on it needs to know, and a link to
					// its page.
					const main = desk.page.getByRole('main');
					await expect(main.getByRole('heading', { name: desk.said('verify_said_title') })).toBeVisible();
					await expect(
						main.getByRole('listitem').filter({ hasText: desk.said('badge_observed') }),
					).toContainText({ fr: 'Intermédiaire', en: 'Intermediate' }[locale]);
					// The badge is signed in French: in English, the page says so, and says our own words in
					// English.
					const language = locale === 'en' ? 1 : 0;
					const written = desk.said('verify_written_in', { language: 'French' });
					await expect(main.getByText(written)).toHaveCount(language);
					await expect(main.getByRole('link', { name: desk.said('verify_see_page') })).toHaveAttribute(
						'href',
						`/b/${cast.things.award}`,
					);
					await expect(main.getByText(desk.said('verify_sheet'))).toHaveCount(type === 'pdf' ? 1 : 0);
					await sound(desk.page, scripts);
				});
			}

			test('pasted text, a code and our own address are valid; what was typed is kept', async ({ cast }) => {
				const { origin } = cast.service;
				const pasted = await (await fetch(`${origin}/b/${cast.things.award}.json`)).text();
				const [row] = cast.query<{ short_code: string }>(
					'select short_code from awards where id = ?',
					cast.things.award,
				);
				const code = row?.short_code ?? '';
				const address = `${origin}/b/${cast.things.award}`;
				for (const given of [pasted, code, address]) {
					await desk.paste(given);
					await desk.verified(VALID);
					await expect(desk.text()).toHaveValue(given);
				}
				// The line reads all that the area reads, and comes before it.
				await desk.paste('ceci n’est pas un badge');
				for (const given of [code, `${code.slice(0, 4)}-${code.slice(4)}`.toUpperCase(), address, pasted]) {
					await desk.reference().fill(given);
					await desk.verified(VALID);
					await expect(desk.reference()).toHaveValue(given.replaceAll('\n', ''));
				}
				await expect(desk.page.getByRole('link', { name: desk.said('verify_see_page') })).toHaveAttribute(
					'href',
					`/b/${cast.things.award}`,
				);
			});

			test('a badge of an issuer that cannot be reached is grey, neither false nor true', async ({
				asking,
			}) => {
				await desk.page.goto(`${asking.origin}/verify`, { waitUntil: 'networkidle' });
				await desk.paste(foreignBadge());
				await desk.verified(IMPOSSIBLE);
				await desk.page.locator('details:has(table) > summary').click();
				const unknown = desk.said('shell_status_unknown');
				const titles = {
					fr: ['Organisme émetteur', 'Signature et organisme', 'Révocation', 'Signature numérique'],
					en: ['Issuer', 'Signature and issuer', 'Revocation', 'Digital signature'],
				}[locale];
				for (const title of titles.slice(0, 3)) await expect(desk.step(title)).toContainText(unknown);
				await expect(desk.step(titles[3] ?? '')).toContainText(desk.said('shell_status_pass'));
				await expect(desk.page.locator('main')).not.toContainText(desk.said('shell_status_fail'));
				await expect(desk.page.locator('.verdict')).toHaveClass(/unknown/);
				await expect(desk.page.locator('main img')).toHaveCount(0);
				await sound(desk.page, scripts);
			});

			test('the recipient is checked on demand, beside the answer and at its size', async ({ asking }) => {
				await desk.page.goto(`${asking.origin}/verify`, { waitUntil: 'networkidle' });
				const badge = foreignBadge();
				for (const [email, tone] of [
					['ADA@ecole.example', 'success'],
					['emile@ecole.example', 'error'],
				] as const) {
					await desk.paste(badge);
					if (!(await desk.recipient().isVisible())) await desk.openRecipient();
					await desk.recipient().fill(email);
					await desk.verified(IMPOSSIBLE);
					const answers = desk.page.locator('.verdict');
					await expect(answers).toHaveCount(2);
					await expect(answers.nth(1)).toHaveClass(new RegExp(tone));
					const [first, second] = await Promise.all(
						[0, 1].map((at) =>
							answers
								.nth(at)
								.locator('.word')
								.evaluate((e) => getComputedStyle(e).fontSize),
						),
					);
					expect(second).toBe(first);
					// The e-mail address appears only in the field where it was typed, never in the report.
					const html = await desk.page.locator('main section').first().innerHTML();
					expect(html.toLowerCase()).not.toContain(email.toLowerCase());
				}
				await sound(desk.page, scripts);
			});

			test('nothing, too much, or what is no badge: said beside its field, and kept', async ({ cast }) => {
				const cases: [() => Promise<void>, string, string][] = [
					[async () => undefined, 'reference', desk.said('problem_recognition_nothing_given')],
					[
						() => desk.reference().fill('ceci n’est pas un badge'),
						'reference',
						desk.said('problem_recognition_unreadable', { reason: '' }).trim(),
					],
					[
						() => desk.reference().fill('K7TW-3B9X'),
						'reference',
						desk.said('problem_recognition_code_unknown'),
					],
					[
						async () => {
							await expect(desk.reference()).toHaveValue('K7TW-3B9X');
							await desk.reference().fill('');
							await desk.paste('ceci n’est pas un badge');
						},
						'text',
						desk.said('problem_recognition_unreadable', { reason: '' }).trim(),
					],
					[() => desk.paste('K7TW-3B9X'), 'text', desk.said('problem_recognition_code_unknown')],
					[
						() => desk.file().setInputFiles(onDisk('grand.png', 8.2 * MEGABYTE)),
						'file',
						desk.said('problem_recognition_given_too_large'),
					],
					[
						() => desk.file().setInputFiles(onDisk('immense.png', 12 * MEGABYTE)),
						'file',
						desk.said('problem_recognition_given_too_large'),
					],
					[
						async () => {
							await desk.file().setInputFiles([]);
							await desk.paste('x');
							await desk.openRecipient();
							await desk.recipient().fill('pas une adresse');
						},
						'recipient',
						desk.said('problem_recognition_recipient_not_email'),
					],
				];
				for (const [give, field, sentence] of cases) {
					await give();
					await desk.button().click();
					await expect(desk.page.locator(`#${field}-problem`)).toContainText(sentence);
					await expect(desk.page.locator('.problems')).toBeFocused();
				}
				await expect(desk.text()).toHaveValue('x');
				await expect(desk.recipient()).toHaveValue('pas une adresse');
				// A refusal about which another page of this site says more has a link to that page; its long
				// address wraps.
				await desk.recipient().fill('');
				await desk.reference().fill(`https://ailleurs.example/b/${cast.things.award}`);
				await desk.button().click();
				await expect(desk.page.locator('#reference-problem')).toContainText(`/b/${cast.things.award}`);
				await expect(desk.page.getByRole('link', { name: desk.said('shell_form_see_page') })).toHaveAttribute(
					'href',
					`/b/${cast.things.award}`,
				);
				await sound(desk.page, scripts);
			});

			test('the report is taken away as a file, which is the report of the API', async ({ cast }) => {
				const pasted = await (await fetch(`${cast.service.origin}/b/${cast.things.award}.json`)).text();
				await desk.paste(pasted);
				await desk.verified(VALID);
				// Only programs read the report file: its link is folded under the line for technicians.
				const link = desk.page.getByRole('link', { name: desk.said('verify_download') });
				await expect(link).toBeHidden();
				await desk.page.getByText(desk.said('shell_technicians')).click();
				await expect(link).toBeVisible();
				const href = (await link.getAttribute('href')) ?? '';
				const report = JSON.parse(decodeURIComponent(href.slice(href.indexOf(',') + 1))) as object;
				const answer = await cast.who.anonymous.postJson('/api/verify', { badge: pasted });
				expect({ ...report, verifiedAt: '' }).toEqual({
					...(JSON.parse(answer.body) as object),
					verifiedAt: '',
				});
			});
		});
	}
}

test('a file dropped anywhere on the page is chosen, and read when asked', async ({ browser, cast }) => {
	const context = await browserOf(browser, cast.who.anonymous, 'fr');
	const page = await context.newPage();
	const desk = new Desk(page, 'fr');
	await page.goto(`${cast.service.origin}/verify`, { waitUntil: 'networkidle' });
	const text = await (await fetch(`${cast.service.origin}/b/${cast.things.award}.json`)).text();
	const dropped = await page.evaluateHandle((content) => {
		const transfer = new DataTransfer();
		transfer.items.add(new File([content], 'mon-badge.json', { type: 'application/json' }));
		return transfer;
	}, text);
	await page.dispatchEvent('h1', 'dragover', { dataTransfer: dropped });
	await expect(page.getByText(desk.said('verify_dropping'))).toBeVisible();
	await page.dispatchEvent('h1', 'drop', { dataTransfer: dropped });
	await expect(page.getByText(desk.said('verify_dropped', { name: 'mon-badge.json' }))).toBeVisible();
	await expect(desk.file()).toBeFocused();
	await desk.verified('Valide');
	await context.close();
});

test('by keyboard alone, and aloud: what is consulted, then the answer', async ({
	browser,
	cast,
	asking,
}) => {
	const context = await browserOf(browser, cast.who.anonymous, 'fr');
	const page = await context.newPage();
	const desk = new Desk(page, 'fr');
	await page.goto(`${asking.origin}/verify`, { waitUntil: 'networkidle' });
	const heard = await page.evaluateHandle(() => {
		const sentences: string[] = [];
		const region = document.querySelector('form [role="status"].doing');
		if (!region) throw new Error('Nothing is read aloud.');
		new MutationObserver(() => sentences.push(region.textContent ?? '')).observe(region, {
			subtree: true,
			childList: true,
			characterData: true,
		});
		return sentences;
	});
	const hands = keyboard(page);
	await hands.press(page.getByText(desk.said('verify_text_open')));
	await hands.type(desk.text(), foreignBadge());
	await hands.press(desk.button());
	await expect(desk.verdict()).toBeFocused();
	const sentences = (await heard.jsonValue()).filter(Boolean);
	expect(sentences[0]).toBe(desk.said('verify_under_way'));
	expect(sentences).toContain(desk.said('verify_asking_issuer', { host: FOREIGN_HOST }));
	expect(await page.locator('.doing').textContent()).toBe('');
	await context.close();
});

test('on paper: one page, with the day of the verification and without the form', async ({
	browser,
	cast,
}) => {
	const context = await browserOf(browser, cast.who.anonymous, 'fr');
	const page = await context.newPage();
	const desk = new Desk(page, 'fr');
	await page.goto(`${cast.service.origin}/verify`, { waitUntil: 'networkidle' });
	for (const badge of [
		foreignBadge(),
		await (await fetch(`${cast.service.origin}/b/${cast.things.award}.json`)).text(),
	]) {
		await desk.paste(badge);
		if (!(await desk.recipient().isVisible())) await desk.openRecipient();
		await desk.recipient().fill('ada@ecole.example');
		await desk.verified('');
		await page.emulateMedia({ media: 'print' });
		await expect(page.getByText(desk.said('verify_fact_at'))).toBeVisible();
		await expect(desk.button()).toBeHidden();
		for (const format of ['Letter', 'A4']) {
			const margin = { top: '1.2cm', bottom: '1.2cm', left: '1.5cm', right: '1.5cm' };
			const pdf = (await page.pdf({ format, margin })).toString('latin1');
			expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g), format).toHaveLength(1);
		}
		await page.emulateMedia({ media: 'screen' });
	}
	await context.close();
});
