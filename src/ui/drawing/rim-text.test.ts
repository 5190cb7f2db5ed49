import { expect, test } from 'vitest';
import { straightText, type Glyph } from './rim-text.ts';

const set = (...commands: Glyph['commands']) =>
	straightText({ unitsPerEm: 100, glyphs: [{ commands, advance: 0 }] }, { x: 50, y: 50 }, 100);
const line = (x: number, y: number) => ({ command: 'lineTo', args: [x, y] });

test('each point is told from the one before it, a repeated command and a leading zero left out', () => {
	const contour = [
		...[{ command: 'moveTo', args: [0, 0] }, line(10, 0), line(10, 0.5)],
		{ command: 'quadraticCurveTo', args: [5, 5, 0, 0.5] },
		{ command: 'closePath', args: [] },
	];
	expect(set(...contour)).toBe('M50 50l10 0 0-.5q-5-4.5-10 0z');
	expect(set(...contour, ...contour)).toBe('M50 50l10 0 0-.5q-5-4.5-10 0zM50 50l10 0 0-.5q-5-4.5-10 0z');
});

test('rounding errors do not add up', () => {
	const thirds = Array.from({ length: 300 }, (_, at) => line((at + 1) / 3, 0));
	const path = set({ command: 'moveTo', args: [0, 0] }, ...thirds);
	const steps = path.slice(path.indexOf('l') + 1).match(/-?[\d.]+/g)!;
	const along = steps.filter((_, at) => at % 2 === 0).reduce((sum, step) => sum + Number(step), 0);
	expect(along).toBeCloseTo(100, 6);
});
