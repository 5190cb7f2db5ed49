import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { join } from 'node:path';
import type { Service } from '../service.ts';
import { type Hands, keyboard, pointer } from './hands.ts';
import { type Locale, word } from './words.ts';

/**
 * How a journey carries out the main job: in which language, with or without scripts, with the keyboard or a
 * pointer.
 */
export interface Way {
	readonly locale: Locale;
	readonly scripts: boolean;
	readonly keys: boolean;
}

/** A person at work in a browser context of their own, with a way to operate its page. */
interface Desk {
	readonly page: Page;
	readonly hands: Hands;
	readonly context: BrowserContext;
	/** Console errors, warnings and page errors met so far. */
	readonly faults: string[];
}

const DIMENSION = 'learning-potential';
const BADGE = `practice-${DIMENSION}`;
/** Why the adviser sends the request back. */
const REASON = 'Il manque un exemple de ce que les élèves ont produit.';

/** The sections of the navigation that the main job visits, with the message key of each section's title. */
const TITLES = {
	assessment: 'assessment_title',
	profile: 'profile_title',
	training: 'training_title',
	recognition: 'recognition_title',
	review: 'recognition_review_title',
};

/**
 * Collects, from now on, everything that the console or the page reports as a fault, including what the
 * content security policy blocks. Returns a list that keeps growing.
 */
export function listen(page: Page): string[] {
	const faults: string[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error' || message.type() === 'warning')
			faults.push(`${page.url()}: ${message.text()}`);
	});
	page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
	return faults;
}

/** Carries out the whole main job on a service, from the twelve statements to a revoked badge. */
export class MainJob {
	readonly browser: Browser;
	readonly service: Service;
	readonly way: Way;
	readonly desks: Desk[] = [];

	constructor(browser: Browser, service: Service, way: Way) {
		this.browser = browser;
		this.service = service;
		this.way = way;
	}

	word(key: string, params?: Record<string, string | number>) {
		return word(this.way.locale, key, params);
	}

	async sitDown(): Promise<Desk> {
		const context = await this.browser.newContext({
			javaScriptEnabled: this.way.scripts,
			viewport: { width: 1280, height: 800 },
			acceptDownloads: true,
		});
		const page = await context.newPage();
		const hands = this.way.keys ? keyboard(page) : pointer;
		const desk = { page, hands, context, faults: listen(page) };
		this.desks.push(desk);
		await page.goto(this.service.origin);
		if (this.way.locale === 'en') {
			await hands.press(page.getByRole('link', { name: 'English' }));
			await expect(page.locator('html')).toHaveAttribute('lang', 'en-CA');
		} else await expect(page.locator('html')).toHaveAttribute('lang', 'fr-CA');
		return desk;
	}

	async press(desk: Desk, role: 'link' | 'button', name: string, within = desk.page.getByRole('main')) {
		await desk.hands.press(within.getByRole(role, { name, exact: true }).first());
	}

	async goTo(desk: Desk, section: keyof typeof TITLES) {
		const name = this.word(`shell_nav_${section}`);
		const sections = desk.page.getByRole('navigation', { name: this.word('shell_nav') });
		await desk.hands.press(sections.getByRole('link', { name }).first());
		await expect(desk.page.getByRole('heading', { level: 1 })).toHaveText(this.word(TITLES[section]));
	}

	async signIn(username: string, title: string): Promise<Desk> {
		const desk = await this.sitDown();
		const { page, hands } = desk;
		// On a wide screen, the link is in the head of the page alone.
		await this.press(desk, 'link', this.word('home_sign_in'), page.locator('body'));
		await hands.type(page.getByLabel(this.word('identity_identifier')), username);
		await hands.type(
			page.getByRole('main').getByLabel(this.word('identity_password'), { exact: true }),
			this.service.passwords[username] ?? '',
		);
		await this.press(desk, 'button', this.word('identity_sign_in'));
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
		return desk;
	}

	/**
	 * Answers the twelve statements of the express self-assessment, each reached from the list; then checks
	 * the wheel, its sentence and its table.
	 */
	async answerEverything(desk: Desk) {
		const { page, hands } = desk;
		await this.goTo(desk, 'assessment');
		for (let number = 1; number <= 12; number += 1) {
			const item = page
				.getByRole('main')
				.locator('ol > li')
				.nth(number - 1);
			await hands.press(item.getByRole('link'));
			const here = this.word('assessment_position', { number, total: 12 });
			await expect(page).toHaveTitle(new RegExp(`^${here} `));
			const value = number % 4 === 0 ? '2' : '3';
			await hands.choose(page.locator(`input[name="answer-0"][value="${value}"]`));
			await this.press(desk, 'button', await this.saveLabel(page));
			await expect(page).not.toHaveTitle(new RegExp(`^${here} `));
			await this.goTo(desk, 'assessment');
		}
		await expect(page.getByRole('main')).toContainText(this.word('assessment_progress_all'));
		await this.goTo(desk, 'profile');
		await expect(page.getByRole('figure', { name: this.word('profile_wheel') })).toBeVisible();
		await expect(page.getByRole('main')).toContainText(
			this.way.locale === 'en'
				? 'You have placed yourself in all 12 dimensions'
				: 'Vous vous situez dans les 12 dimensions',
		);
		await expect(page.getByRole('main').locator('table tbody tr')).toHaveCount(12);
	}

	private async saveLabel(page: Page) {
		const last = this.word('assessment_save_last');
		const isLast = await page.getByRole('button', { name: last }).count();
		return isLast > 0 ? last : this.word('assessment_save_next');
	}

	/**
	 * Logs three hours of a learning activity with a reflection, which earns by rule the Exploration badge of
	 * the dimension.
	 */
	async logTraining(desk: Desk) {
		const { page, hands } = desk;
		await this.goTo(desk, 'training');
		await this.press(desk, 'link', this.word('training_add'));
		await hands.type(page.locator('[name="title"]'), 'Planifier avec des cartes conceptuelles');
		await hands.type(page.locator('[name="hours"]'), '3');
		await hands.pick(page.locator('[name="kind"]'), 'course');
		await hands.choose(page.locator(`input[name="dimensions[]"][value="${DIMENSION}"]`));
		await hands.type(
			page.locator('[name="reflection"]'),
			'Mes élèves relient mieux leurs idées quand la carte se fait à deux : chacun explique son choix, l’autre le discute, et je vois qui a compris avant la fin du cours.',
		);
		await this.press(desk, 'button', this.word('training_save'));
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(this.word('recognition_title'));
		const [before] = this.word('recognition_awarded', { name: '|' }).split('|');
		await expect(page.getByRole('status').first()).toContainText(`${before}Exploration`);
		// Badges are shown as pictures, and the newest has a button to show it to others at once.
		const newest = page.locator('section[aria-labelledby="received"] li').first();
		await expect(newest.locator(`img[src*="/exploration-${DIMENSION}/artwork."]`)).toBeVisible();
		await expect(newest.getByRole('link', { name: this.word('recognition_show') })).toBeVisible();
	}

	/** Opens the page of the Pratique badge from the list of all badges, which is folded. */
	async openBadge({ page, hands }: Desk) {
		const every = page
			.getByRole('main')
			.locator('details', { hasText: this.word('recognition_by_dimension') });
		await expect(every.getByRole('link').first()).toBeHidden();
		await hands.press(every.locator('summary'));
		await hands.press(every.locator(`a[href$="/recognition/${BADGE}"]`));
	}

	/**
	 * Follows what the badge still requires to the situation of its dimension; makes a choice, and reads
	 * which level the choice shows and why.
	 */
	async doSituation(desk: Desk) {
		const { page, hands } = desk;
		await this.openBadge(desk);
		await this.press(desk, 'link', this.word('recognition_do_situation'));
		await hands.choose(page.locator('input[name="choice"][value="a"]'));
		await this.press(desk, 'button', this.word('situations_choose'));
		await expect(page.getByRole('main')).toContainText(this.word('situations_not_again'));
		await this.goTo(desk, 'recognition');
	}

	async addEvidence(desk: Desk, title: string, reflection: string) {
		const { page, hands } = desk;
		await hands.type(page.locator('[name="title"]'), title);
		await hands.type(page.locator('[name="link"]'), 'https://exemple.test/sequence');
		await hands.type(page.locator('[name="reflection"]'), reflection);
		await this.press(desk, 'button', this.word('recognition_evidence_add'));
		await expect(page.getByRole('main')).toContainText(this.word('recognition_evidence_added'));
		await expect(page.getByRole('heading', { name: title })).toBeVisible();
	}

	async sendApplication(desk: Desk) {
		await this.press(desk, 'button', this.word('recognition_submit'));
		await expect(desk.page.getByRole('main')).toContainText(this.word('recognition_submitted_notice'));
	}

	async apply(desk: Desk) {
		await this.openBadge(desk);
		await this.press(desk, 'button', this.word('recognition_start'));
		await this.addEvidence(desk, 'Une séquence en trois temps', 'Les élèves ont comparé leurs méthodes.');
		await this.sendApplication(desk);
	}

	/** As an adviser, opens Ada's application among those that wait, however many there are. */
	async openReview(desk: Desk) {
		await this.goTo(desk, 'review');
		await desk.hands.press(desk.page.getByRole('main').getByRole('link', { name: /Ada/ }).first());
		await expect(desk.page.getByRole('heading', { level: 1 })).toContainText('Ada');
	}

	async decide(desk: Desk, decision: 'accept' | 'return', reason: string) {
		const { page, hands } = desk;
		await this.openReview(desk);
		await hands.choose(page.locator(`input[name="decision"][value="${decision}"]`));
		if (decision === 'accept') await hands.choose(page.locator('input[name="level"][value="intermediate"]'));
		await hands.type(page.locator('[name="reason"]'), reason);
		await this.press(desk, 'button', this.word('recognition_decide'));
		const told = page.getByRole('status').filter({ hasText: this.word(`recognition_decided_${decision}`) });
		await expect(told).toBeFocused();
	}

	async complete(desk: Desk, reason: string) {
		const { page, hands } = desk;
		await this.goTo(desk, 'recognition');
		await hands.press(page.locator('section[aria-labelledby="applications"]').getByRole('link').first());
		await expect(page.getByRole('main')).toContainText(reason);
		// Correct the evidence that was sent.
		await hands.press(page.locator('a[href*="/evidence/"]').first());
		// Wait for the address: the previous page has a form with the same fields.
		await page.waitForURL('**/evidence/*');
		await hands.type(page.locator('[name="title"]'), 'Une séquence en quatre temps');
		await this.press(desk, 'button', this.word('recognition_evidence_save'));
		await expect(page.getByRole('main')).toContainText(this.word('recognition_evidence_changed'));
		await expect(page.getByRole('heading', { name: 'Une séquence en quatre temps' })).toBeVisible();
		// Evidence that is typed but not added with « Ajouter » is still sent with the application. The badge asks
		// for no more, so its fields are folded.
		await hands.press(page.getByText(this.word('recognition_evidence_add_other'), { exact: true }));
		await hands.type(page.locator('[name="title"]'), 'Les grilles remplies');
		await hands.type(page.locator('[name="link"]'), 'https://exemple.test/grilles');
		const reflection = 'On y voit deux façons de planifier, et ce qui change.';
		await hands.type(page.locator('[name="reflection"]'), reflection);
		await this.sendApplication(desk);
		await expect(page.getByRole('main')).toContainText(reflection);
	}

	/** Publishes the Pratique badge as its owner; returns the path of its page. */
	async publish(desk: Desk): Promise<string> {
		const { page, hands } = desk;
		await this.goTo(desk, 'recognition');
		await this.openBadge(desk);
		await this.press(desk, 'link', this.word('recognition_see_badge'));
		await expect(page.getByRole('main')).toContainText(this.word('badge_private'));
		await hands.choose(page.locator('input[name="visibility"][value="public"]'));
		await this.press(desk, 'button', this.word('badge_publish_save'));
		await expect(page.getByRole('main')).toContainText(this.word('badge_publish_saved'));
		await expect(page.getByRole('main')).not.toContainText(this.word('badge_private'));
		return new URL(page.url()).pathname;
	}

	/** As an anonymous visitor, reads the badge's page with its verification, and downloads its picture. */
	async visit(address: string): Promise<{ desk: Desk; file: string }> {
		const desk = await this.sitDown();
		const { page, hands } = desk;
		await page.goto(this.service.origin + address);
		await expect(page.getByRole('heading', { name: this.word('badge_check_title') })).toBeVisible();
		await expect(page.getByRole('heading', { name: this.word('badge_limits') })).toBeVisible();
		await expect(page.getByRole('main').locator('table').last().locator('tbody tr')).toHaveCount(14);
		await expect(page.getByRole('main')).not.toContainText('Tremblay');
		const coming = page.waitForEvent('download');
		await hands.press(page.getByRole('link', { name: this.word('badge_download_png') }));
		const file = join(this.service.folder, 'badge.png');
		await (await coming).saveAs(file);
		return { desk, file };
	}

	/**
	 * Verifies a badge's file with the operator's command (`macaron verify`); returns its exit code and its
	 * verdict.
	 */
	verify(file: string): { status: number; verdict: string } {
		const { status, stdout } = this.service.macaron('verify', file, '--json');
		return { status, verdict: (JSON.parse(stdout) as { verdict: string }).verdict };
	}

	async revoke(desk: Desk, address: string) {
		const { page, hands } = desk;
		await page.goto(this.service.origin + address);
		await this.press(desk, 'link', this.word('badge_revoke_title'));
		await hands.type(page.locator('[name="reason"]'), 'La preuve appartenait à quelqu’un d’autre.');
		await this.press(desk, 'button', this.word('badge_revoke'));
		await expect(page.getByRole('main')).toContainText(this.word('badge_revoked_done'));
	}
	/**
	 * Carries out everything, from the twelve statements to a revoked badge, and expects no fault on the way.
	 */
	async carryOut() {
		const ada = await this.signIn('ada', this.word('today_title'));
		await this.answerEverything(ada);
		await this.logTraining(ada);
		await this.doSituation(ada);
		await this.apply(ada);

		const bruno = await this.signIn('bruno', this.word('today_title'));
		await this.decide(bruno, 'return', REASON);
		await this.complete(ada, REASON);
		await this.decide(bruno, 'accept', 'On voit bien votre part.');

		const address = await this.publish(ada);
		const { desk: passer, file } = await this.visit(address);
		expect(this.verify(file)).toEqual({ status: 0, verdict: 'valid' });

		await this.revoke(bruno, address);
		expect(this.verify(file)).toEqual({ status: 1, verdict: 'revoked' });
		await passer.page.reload();
		await expect(passer.page.getByRole('main')).toContainText('La preuve appartenait à quelqu’un d’autre.');

		expect(this.desks.flatMap(({ faults }) => faults)).toEqual([]);
	}
}
