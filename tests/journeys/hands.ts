import { type ElementHandle, expect, type Locator, type Page } from '@playwright/test';

/** A way to operate a page in a journey: with a pointer or with the keyboard. */
export interface Hands {
	press(what: Locator): Promise<void>;
	type(where: Locator, text: string): Promise<void>;
	choose(what: Locator): Promise<void>;
	/** Selects an option of a drop-down list by its value. */
	pick(list: Locator, value: string): Promise<void>;
}

/** Operates a page with a mouse or a finger. */
export const pointer: Hands = {
	press: (what) => what.click(),
	type: (where, text) => where.fill(text),
	choose: (what) => what.check(),
	pick: async (list, value) => void (await list.selectOption(value)),
};

const MOST_TABS = 160;

const focused = (what: Locator) => what.evaluate((element) => element === document.activeElement);

/**
 * True if the focus is on this element or, with `groups`, on another choice of its radio group; undefined
 * once the element is no longer in the page. It takes a handle rather than a locator because it runs at each
 * Tab: finding an element by role reads the whole page.
 */
const isReached = (element: ElementHandle, groups: boolean) =>
	element
		.evaluate((node, inGroups) => {
			const { name, type, isConnected } = node as HTMLInputElement;
			const at = document.activeElement as HTMLInputElement | null;
			if (!isConnected) return undefined;
			return node === at || (inGroups && type === 'radio' && at?.type === 'radio' && at.name === name);
		}, groups)
		// Evaluation fails when the page was left.
		.catch(() => undefined);

/** Expects the focused element to be within the screen, with a visible outline on it or on what frames it. */
async function expectVisibleFocus(page: Page) {
	const found = await page.evaluate(() => {
		const element = document.activeElement as HTMLElement;
		const ringed = (node: Element | null) => {
			if (!node) return false;
			const style = getComputedStyle(node);
			return (
				(style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
			);
		};
		const box = element.getBoundingClientRect();
		return {
			what: `${element.tagName} ${element.getAttribute('name') ?? element.textContent?.trim().slice(0, 40)}`,
			ring: [element, element.parentElement, element.nextElementSibling].some(ringed),
			inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
			size: box.width * box.height,
		};
	});
	expect(found, `focus on ${found.what}`).toMatchObject({ ring: true, inside: true });
	expect(found.size, `focus on ${found.what}`).toBeGreaterThan(0);
}

/** Operates a page with the keyboard alone. Throws when an element is not reached within `MOST_TABS` Tabs. */
export function keyboard(page: Page): Hands {
	async function reach(what: Locator, groups = false) {
		await what.waitFor({ state: 'attached' });
		let element = await what.elementHandle();
		for (let tabs = 0; tabs < MOST_TABS;) {
			const reached = element && (await isReached(element, groups));
			if (reached) return expectVisibleFocus(page);
			if (reached === false) {
				await page.keyboard.press('Tab');
				tabs += 1;
			} else element = await what.elementHandle();
		}
		throw new Error(`Not reached with ${MOST_TABS} Tab: ${what}`);
	}
	return {
		async press(what) {
			await reach(what);
			await page.keyboard.press('Enter');
		},
		async type(where, text) {
			await reach(where);
			await page.keyboard.press('ControlOrMeta+A');
			await page.keyboard.insertText(text);
		},
		async choose(what) {
			await reach(what, true);
			for (let steps = 0; steps < 20 && !(await focused(what)); steps += 1)
				await page.keyboard.press('ArrowDown');
			if (!(await what.isChecked())) await page.keyboard.press('Space');
			await expect(what).toBeChecked();
		},
		async pick(list, value) {
			await reach(list);
			for (let steps = 0; steps < 20 && (await list.inputValue()) !== value; steps += 1)
				await page.keyboard.press('ArrowDown');
			await expect(list).toHaveValue(value);
		},
	};
}
