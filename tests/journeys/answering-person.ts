import { join } from 'node:path';
import {
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	expect,
	type Page,
} from '@playwright/test';
import Driver from 'better-sqlite3';
import type { Service } from '../service.ts';
import { listen } from './main-job.ts';
import { word } from './words.ts';

/** The slugs of the twelve dimensions, in the order of the framework. */
export const DIMENSIONS = [
	'ethical-citizenship',
	'technological-skills',
	'learning-potential',
	'information-literacy',
	'collaboration',
	'communication',
	'content-production',
	'inclusion-and-diverse-needs',
	'personal-and-professional-development',
	'problem-solving',
	'critical-thinking',
	'innovation-and-creativity',
] as const;

/** A person's stored answers, by statement id. */
export type KeptAnswers = Readonly<Record<string, { value: number | null; revision: number }>>;

/** A person who answers in their own browser, on a service whose database the test can read and change. */
export class AnsweringPerson {
	readonly service: Service;
	readonly username: string;
	readonly context: BrowserContext;
	page: Page;
	/** Console errors, warnings and page errors met so far in this browser. */
	readonly faults: string[];

	private constructor(service: Service, username: string, context: BrowserContext, page: Page) {
		this.service = service;
		this.username = username;
		this.context = context;
		this.page = page;
		this.faults = listen(page);
	}

	static async at(browser: Browser, service: Service, username: string, options: BrowserContextOptions = {}) {
		const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
		return new AnsweringPerson(service, username, context, await context.newPage());
	}

	/** Opens another tab of the same browser, whose faults count too. */
	async tab(): Promise<Page> {
		const page = await this.context.newPage();
		this.faults.push(...listen(page));
		return page;
	}

	get main() {
		return this.page.getByRole('main');
	}

	async fillSignIn(username = this.username) {
		await this.page.locator('[name="identifier"]').fill(username);
		await this.page.locator('[name="password"]').fill(this.service.passwords[username] ?? '');
		await this.page.locator('form[action="/sign-in"] button').click();
	}

	async signIn(next = '/assessment', username = this.username) {
		await this.page.goto(`${this.service.origin}/sign-in?next=${encodeURIComponent(next)}`);
		await this.fillSignIn(username);
		await this.page.waitForURL(this.service.origin + next);
		await this.settled();
	}

	async open(path: string) {
		await this.page.goto(this.service.origin + path);
		await this.settled();
	}

	/** Waits until the page has loaded its scripts and is hydrated. */
	async settled(page = this.page) {
		await page.waitForLoadState('networkidle');
	}

	radio(at: number, value: string, page = this.page) {
		return page.locator(`input[name="answer-${at}"][value="${value}"]`);
	}

	async isAt(number: number) {
		const here = word('fr', 'assessment_position', { number, total: 12 });
		await expect(this.page).toHaveTitle(new RegExp(`^${here} `));
	}

	status(key: string, params: Record<string, string | number> = {}) {
		return expect(this.main.getByRole('status').filter({ hasText: word('fr', key, params) })).toBeVisible();
	}

	private database<T>(work: (db: Driver.Database) => T): T {
		const db = new Driver(join(String(this.service.env['DATA_DIR']), 'macaron.db'), { timeout: 5000 });
		try {
			return work(db);
		} finally {
			db.close();
		}
	}

	/** Reads all stored answers of a person from the database. */
	answers(username = this.username): KeptAnswers {
		const rows = this.database((db) =>
			db
				.prepare(
					`SELECT statement, value, revision FROM answers WHERE assessment IN
					 (SELECT id FROM assessments WHERE person = (SELECT id FROM people WHERE username = ?))`,
				)
				.all(username),
		) as { statement: string; value: number | null; revision: number }[];
		return Object.fromEntries(rows.map(({ statement, ...kept }) => [statement, kept]));
	}

	/**
	 * Lists the statement ids of all answers written for a person, in order: one for each write, whatever the
	 * answer.
	 */
	writes(username = this.username): string[] {
		return this.database((db) =>
			db
				.prepare(
					`SELECT statement FROM answer_history WHERE assessment IN
					 (SELECT id FROM assessments WHERE person = (SELECT id FROM people WHERE username = ?))
					 ORDER BY answered_at, rowid`,
				)
				.all(username)
				.map((row) => (row as { statement: string }).statement),
		);
	}

	/** Deletes the self-assessments that this person has in the demonstration, so that they start afresh. */
	startAfresh() {
		this.change(
			`DELETE FROM answers WHERE assessment IN (SELECT id FROM assessments WHERE person = (SELECT id FROM people WHERE username = ?))`,
			`DELETE FROM answer_history WHERE assessment IN (SELECT id FROM assessments WHERE person = (SELECT id FROM people WHERE username = ?))`,
			`DELETE FROM assessments WHERE person = (SELECT id FROM people WHERE username = ?)`,
		);
	}

	/** Makes every session of this person expire by two hours of inactivity. */
	expireSessions() {
		this.change(
			`UPDATE sessions SET seen_at = seen_at - 7200000 WHERE person = (SELECT id FROM people WHERE username = ?)`,
		);
	}

	/** Acts as if a day passed: moves this person's choices in situations to the day before. */
	dayPasses() {
		this.change(
			`UPDATE situation_choices SET day = date(day, '-1 day'), chosen_at = chosen_at - 86400000
			 WHERE person = (SELECT id FROM people WHERE username = ?)`,
		);
	}

	/** Deletes all of this person's choices in situations from the database. */
	forgetSituations() {
		this.change(`DELETE FROM situation_choices WHERE person = (SELECT id FROM people WHERE username = ?)`);
	}

	/** Lists the letters of all this person's choices in situations, oldest first. */
	choices(): string[] {
		return this.database((db) =>
			db
				.prepare(
					`SELECT choice FROM situation_choices
					 WHERE person = (SELECT id FROM people WHERE username = ?) ORDER BY chosen_at`,
				)
				.all(this.username)
				.map((row) => (row as { choice: string }).choice),
		);
	}

	private change(...statements: string[]) {
		this.database((db) => {
			for (const sql of statements) db.prepare(sql).run(this.username);
		});
	}

	/** Lists the names of the entries that Macaron keeps in this browser's localStorage. */
	stored(page = this.page) {
		return page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('macaron.')));
	}
}
