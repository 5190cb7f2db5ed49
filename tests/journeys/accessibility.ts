import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { violations, WCAG } from './axe.ts';
import { browserOf } from './browser-of.ts';
import { type Cast, logTraining, type Who, WHO } from './cast.ts';
import { type Row, TABLE } from './endpoints.ts';
import { test } from './fixtures.ts';
import { listen } from './main-job.ts';
import type { Visitor } from './visitor.ts';
import { type Locale, word } from './words.ts';

const WIDTHS = [320, 1280] as const;
/**
 * The width (px) at which every accessibility rule runs, in each language. Rules that depend on both width
 * and language run at each width in each language.
 */
const EVERY_RULE_AT = { fr: 320, en: 1280 } as const;
const BY_WIDTH_AND_LANGUAGE = ['target-size', 'scrollable-region-focusable'];

/**
 * The people as whom pages are looked at, by preference: each page is seen by the first one whom it admits.
 */
export const VIEWERS: readonly Who[] = ['ada', 'emile', 'bruno', 'chloe', 'fabien', 'anonymous'];
/** True when the row lets this person get an answer of one of these letters. */
export const may = (row: Row, who: Who, letters: string) =>
	letters.includes(row.answers[WHO.indexOf(who)] ?? '?');

/** The pages of the build, each at an address with something in it. */
export const pages = TABLE.filter(({ id }) => id.startsWith('page '));
/** The endpoints of pages whose only form is sent to the page's own address. */
const ONE_FORM = ['post /sign-in', 'post /join', 'post /verify', 'post /sign-in/forgotten'];
const actions = TABLE.filter(({ id }) => id.includes('?/') || ONE_FORM.includes(id));

/**
 * Matches the actions of forms that are only a button, or whose choices are preselected: they cannot be sent
 * any emptier.
 */
const ONLY_A_BUTTON =
	/(\/assessment\?\/(carry|choose)|\/(training|applications\/\[id\])\?\/(putBack|erase)|\?\/(accept|sessions|remove|start|withdraw|discard|revokeAll|again|leave|revoke|open|reopen|import|offer|stop|invite|close|confirm|decline|object|password|join|look|submit|publish|bind|answer|setup|sibling|verify|news|end|share|lookBack|retire|archive|unarchive))$/;

/** Opens one browser context per person, and keeps it open for all the pages that they look at. */
export class Eyes {
	readonly browser: Browser;
	readonly locale: Locale;
	readonly open = new Map<string, { context: BrowserContext; page: Page; faults: string[] }>();

	constructor(browser: Browser, locale: Locale) {
		this.browser = browser;
		this.locale = locale;
	}

	async of(name: string, visitor: Visitor) {
		const kept = this.open.get(name);
		if (kept) return kept;
		const context = await browserOf(this.browser, visitor, this.locale);
		const page = await context.newPage();
		const made = { context, page, faults: listen(page) };
		this.open.set(name, made);
		return made;
	}

	async close() {
		for (const { context } of this.open.values()) await context.close();
	}
}

/**
 * Checks an open page: accessibility rules, language, title, headings, ids, doubled periods and sideways scrolling, narrow and
 * wide, light and dark. Returns the faults.
 */
async function look(page: Page, locale: Locale, status = 200): Promise<string[]> {
	const wrong: string[] = [];
	for (const width of WIDTHS) {
		await page.setViewportSize({ width, height: width === 320 ? 640 : 800 });
		const rules = EVERY_RULE_AT[locale] === width ? { tags: WCAG } : { names: BY_WIDTH_AND_LANGUAGE };
		for (const fault of await violations(page, rules)) wrong.push(`${width} px: ${fault}`);
		const facts = await page.evaluate(() => ({
			lang: document.documentElement.lang,
			title: document.title,
			doubled: [...document.querySelectorAll('[id]')]
				.map(({ id }) => id)
				.filter((id, at, all) => all.indexOf(id) !== at),
			headings: document.querySelectorAll('h1').length,
			beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth,
			periods: document.body.innerText.match(/.{0,20}[^.]\.\.(?!\.)/g) ?? [],
		}));
		if (facts.lang !== `${locale}-CA`) wrong.push(`lang is ${facts.lang}`);
		if (!/ – Macaron$/.test(facts.title)) wrong.push(`title is « ${facts.title} »`);
		if (facts.doubled.length > 0) wrong.push(`the same id twice: ${facts.doubled.join(' ')}`);
		if (facts.headings !== 1) wrong.push(`${facts.headings} h1`);
		// A date that ends with an abbreviation (« p.m. ») must not be followed by a period.
		for (const words of facts.periods) wrong.push(`two periods: « ${words} »`);
		if (facts.beyond > 0) wrong.push(`${width} px: scrolls sideways by ${facts.beyond} px`);
	}
	// Colours do not depend on the language, so dark mode is checked in one language only.
	if (status === 200 && locale === 'fr') {
		await page.emulateMedia({ colorScheme: 'dark' });
		for (const fault of await violations(page, { names: ['color-contrast'] })) wrong.push(`dark: ${fault}`);
		await page.emulateMedia({ colorScheme: 'light' });
	}
	return wrong;
}

/** The addresses of the pages that a learner sees on the first day, when they have no data yet. */
const FIRST_DAY = [
	...[
		'/today',
		'/assessment',
		'/assessment/learning-potential',
		'/situations',
		'/profile',
		'/profile/learning-potential',
		'/training',
		'/training/new',
		'/training/import',
	],
	...['/recognition', '/recognition/practice-communication', '/cohorts/join', '/account', '/account/data'],
];

/**
 * Declares the accessibility tests of one language. Each language has its own file, so that the two run in
 * parallel.
 */
export function accessibilityIn(locale: Locale) {
	test('every page of the build, filled', async ({ browser, cast }) => {
		const eyes = new Eyes(browser, locale);
		const wrong: string[] = [];
		let seen = 0;
		for (const row of pages) {
			const who = VIEWERS.find((one) => may(row, one, 'O'));
			if (!who) continue;
			const { page } = await eyes.of(who, cast.who[who]);
			await page.goto(cast.service.origin + row.at(cast.things));
			wrong.push(...(await look(page, locale)).map((one) => `${row.id} ${row.about}: ${one}`));
			seen += 1;
		}
		expect(seen).toBeGreaterThanOrEqual(38);
		expect.soft(wrong).toEqual([]);
		expect([...eyes.open.values()].flatMap(({ faults }) => faults)).toEqual([]);
		await eyes.close();
	});

	test('the first day: every page with nothing in it', async ({ browser, cast }) => {
		const eyes = new Eyes(browser, locale);
		const wrong: string[] = [];
		const places: [string, Visitor, string[]][] = [
			['newcomer', cast.newcomer, FIRST_DAY],
			['stranger', cast.who.stranger, ['/today', '/people', '/invitations', '/invitations/mail']],
			['odile', cast.who.odile, ['/today', '/cohorts', '/review', '/review/decisions']],
		];
		for (const [name, visitor, addresses] of places) {
			const { page } = await eyes.of(name, visitor);
			for (const address of addresses) {
				const answer = await page.goto(cast.service.origin + address);
				expect(answer?.status(), address).toBe(200);
				wrong.push(...(await look(page, locale)).map((one) => `${address} for ${name}: ${one}`));
			}
		}
		expect.soft(wrong).toEqual([]);
		expect([...eyes.open.values()].flatMap(({ faults }) => faults)).toEqual([]);
		await eyes.close();
	});

	test('every form that can be refused, refused', async ({ browser, ownCast: cast }) => {
		const eyes = new Eyes(browser, locale);
		const wrong: string[] = [];
		let seen = 0;
		for (const row of actions) {
			const who = may(row, 'anonymous', 'OI') ? 'anonymous' : VIEWERS.find((one) => may(row, one, 'OID'));
			if (!who || ONLY_A_BUTTON.test(row.id)) continue;
			// The search is shown from six activities on.
			if (row.id === 'post /training?/search') await logSix(cast.who[who]);
			const { page } = await eyes.of(who, cast.who[who]);
			wrong.push(...(await refusedForm(page, cast, row, locale)).map((one) => `${row.id}: ${one}`));
			seen += 1;
		}
		expect(seen).toBeGreaterThanOrEqual(9);
		expect.soft(wrong).toEqual([]);
		await eyes.close();
	});

	test('pages that are not there', async ({ browser, cast }) => {
		const eyes = new Eyes(browser, locale);
		const wrong: string[] = [];
		for (const who of ['anonymous', 'ada'] as const) {
			const { page } = await eyes.of(who, cast.who[who]);
			for (const address of ['/nowhere', `/b/${'z'.repeat(26)}`, `/training/${'z'.repeat(26)}`]) {
				await page.goto(cast.service.origin + address);
				wrong.push(...(await look(page, locale)).map((one) => `${address} for ${who}: ${one}`));
			}
		}
		expect(wrong).toEqual([]);
		await eyes.close();
	});
}

/** Logs six learning activities, so that the page that lists them shows all that it can. */
async function logSix(person: Visitor) {
	for (let n = 1; n <= 6; n += 1)
		await logTraining(person, {
			title: `Activité ${n}`,
			dimension: 'communication',
			hours: '1',
			reflection: '',
		});
}

/**
 * Sends a form of a page as empty as possible: the error summary must take the focus, and the page must stay
 * accessible. Returns the faults.
 */
async function refusedForm(page: Page, cast: Cast, row: Row, locale: Locale): Promise<string[]> {
	const action = row.id.includes('?/') ? `?/${row.id.split('?/')[1]}` : row.at(cast.things);
	await page.goto(cast.service.origin + row.at(cast.things), { waitUntil: 'networkidle' });
	const form = page.locator(`form[action="${action}"]`).first();
	// The button of the form's own action: others send it elsewhere (`formaction`).
	const send = form.locator('button:not([type=button], [formaction])').last();
	await send.evaluate((button) => {
		// What folds the form, or its fields, is opened first.
		for (let fold = button.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
			fold.open = true;
	});
	for (const field of await form
		.locator('input:not([type=hidden],[type=radio],[type=checkbox],[type=file]), textarea')
		.all())
		// Skip the fields of closed sections: they are empty already.
		if (await field.isVisible()) await field.fill('');
	// From the last to the first: each is named by its place among those still checked.
	for (const box of (await form.locator('input[type=checkbox]:checked').all()).toReversed())
		await box.uncheck();
	await send.click();
	const summary = page.getByRole('alert').filter({ hasText: word(locale, 'shell_form_problems') });
	await summary.waitFor();
	const wrong = await look(page, locale);
	if (!(await summary.evaluate((element) => element === document.activeElement)))
		wrong.push('the summary of problems does not take the focus');
	const places = await summary.locator('a').all();
	for (const place of places) {
		const target = await place.getAttribute('href');
		const field = page.locator(`[id="${target?.slice(1)}"]`);
		if (target && ((await field.count()) !== 1 || !(await field.isVisible())))
			wrong.push(`the summary leads to ${target}, which is not there, or is folded away`);
	}
	return wrong;
}
