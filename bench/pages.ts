/**
 * Measures what somebody waits for on an old phone and a slow line, on the built service: when the largest
 * thing of each page is drawn (LCP), and when the trial can be answered. The line is Lighthouse's slow 4G
 * (150 ms there and back, 1.6 Mbit/s down, 0.75 up) and the processor runs at a quarter of its speed.
 *
 * Each page is opened with an empty cache, three times; the medians are reported beside their limits. `stricter`
 * repeats the measurement with 562 ms before each answer, as DevTools' slow 4G does for want of the connection's
 * own journeys.
 */
import { loadavg } from 'node:os';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../scripts/chromium.mjs';
import { assemble } from '../tests/journeys/cast.ts';
import { browserOf } from '../tests/journeys/browser-of.ts';
import { word } from '../tests/journeys/words.ts';
import type { Visitor } from '../tests/journeys/visitor.ts';
import { median } from './measure.ts';

const TIMES = 3;
const LINE = { offline: false, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const LATENCIES = { slow4g: 150, stricter: 562 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true };

const cast = await assemble();
const { anonymous, ada } = cast.who;
/** The pages: as whom, their address, the most that their LCP may be (ms). */
const PAGES: Record<string, readonly [Visitor, string, number]> = {
	home: [anonymous, '/', 1500],
	'badge page': [anonymous, `/b/${cast.things.award}`, 1500],
	today: [ada, '/today', 1800],
	profile: [ada, '/profile', 1800],
	assessment: [ada, '/assessment', 1800],
};
/** The most that it may take until the trial's first button reacts (ms). */
const USABLE = 2200;

/** Opens a page on the slow line with an empty cache, and returns what `read` finds in it. */
async function onSlowPhone(
	browser: Browser,
	[who, path, latency]: readonly [Visitor, string, number],
	read: (page: Page) => Promise<number>,
): Promise<number> {
	const context = await browserOf(browser, who, 'fr', PHONE);
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await session.send('Network.enable');
	await session.send('Network.emulateNetworkConditions', { ...LINE, latency });
	await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
	await page.goto(cast.service.origin + path, { waitUntil: 'load' });
	const found = await read(page);
	await context.close();
	return found;
}

/** When the largest thing of the page was drawn, in ms since the page was asked for. */
const largest = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<number>((done) => {
				new PerformanceObserver((list) => done(list.getEntries().at(-1)?.startTime ?? 0)).observe({
					type: 'largest-contentful-paint',
					buffered: true,
				});
			}),
	);

/** When the trial can be answered: its button is shown enabled, in ms since the page was asked for. */
const usable = (page: Page) =>
	page.evaluate(
		(text) =>
			new Promise<number>((done) => {
				const look = () => {
					const button = [...document.querySelectorAll('button')].find(
						(one) => one.textContent?.trim() === text,
					);
					// SvelteKit sets `history.state` once the page reacts.
					if (button && !button.disabled && history.state) done(performance.now());
					else requestAnimationFrame(look);
				};
				look();
			}),
		word('fr', 'assessment_begin'),
	);

const found = findChromium();
if (!found) throw new Error('No Chromium: apt-get install -y chromium');
const browser = await chromium.launch({
	executablePath: found.quick,
	args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'],
});
const report: Record<string, Record<string, { ms: number; most: number; ratio: number }>> = {};
for (const [line, latency] of Object.entries(LATENCIES)) {
	const told: Record<string, { ms: number; most: number; ratio: number }> = {};
	const note = (name: string, all: readonly number[], most: number) => {
		const ms = Math.round(median(all));
		told[name] = { ms, most, ratio: Math.round((ms / most) * 100) / 100 };
		process.stderr.write(`${line.padEnd(9)} ${name.padEnd(12)} ${String(ms).padStart(5)} ms of ${most}\n`);
	};
	for (const [name, [who, path, most]] of Object.entries(PAGES)) {
		const all = [];
		for (let n = 0; n < TIMES; n += 1) all.push(await onSlowPhone(browser, [who, path, latency], largest));
		note(name, all, most);
	}
	const all = [];
	for (let n = 0; n < TIMES; n += 1)
		all.push(await onSlowPhone(browser, [anonymous, '/try', latency], usable));
	note('try usable', all, USABLE);
	report[line] = told;
}
await browser.close();
await cast.service.stop();
process.stdout.write(`${JSON.stringify({ bench: 'pages', times: TIMES, load: loadavg()[0], ...report })}\n`);
