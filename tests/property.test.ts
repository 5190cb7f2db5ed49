import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';

test('a property that met too few of what matters fails, and says which', async () => {
	const small = fc.nat({ max: 9 });
	expect(() =>
		always({ ten: 1, small: 1 }, (met) =>
			fc.property(small, (n) => (met('ten', n > 9), met('small', n < 10))),
		),
	).toThrow('Too few of the cases that matter were drawn: ten: 0 of at least 1.');
	await expect(
		always({ ten: 1 }, (met) => fc.asyncProperty(small, async (n) => met('ten', n > 9))),
	).rejects.toThrow('ten: 0 of at least 1');
	always({ small: 100 }, (met) => fc.property(small, () => met('small')));
});

test('what chance left out is drawn for again, a few times; never with a seed that draws the same', async () => {
	let drawn = 0;
	const one = fc.constant(1);
	always({ late: 1 }, (met) => fc.property(one, () => met('late', (drawn += 1) > 250)));
	expect(drawn).toBe(300);
	drawn = 0;
	await always({ late: 1 }, (met) => fc.asyncProperty(one, async () => met('late', (drawn += 1) > 250)));
	expect(drawn).toBe(300);
	drawn = 0;
	const seeded = () =>
		always({ late: 1 }, (met) => fc.property(one, () => met('late', (drawn += 1) > 250)), { seed: 5 });
	expect(seeded).toThrow('late: 0 of at least 1');
	expect(drawn).toBe(100);
});

test('a property that does not hold fails, whatever it met', async () => {
	expect(() => always({ any: 1 }, (met) => fc.property(fc.nat(), () => (met('any'), false)))).toThrow(
		/Property failed/,
	);
	await expect(
		always({ any: 1 }, (met) => fc.asyncProperty(fc.nat(), async () => (met('any'), false))),
	).rejects.toThrow(/Property failed/);
});

test('something must be counted, and only what is said to be', () => {
	expect(() => always({}, () => fc.property(fc.nat(), () => true))).toThrow('Say which cases');
	expect(() => always({ a: 1 }, (met) => fc.property(fc.nat(), () => met('b')))).toThrow(/Property failed/);
});

test('what may be long is long', () => {
	const lengths = fc.sample(fc.array(fc.nat(), { maxLength: 60 }), 200).map((one) => one.length);
	expect(Math.max(...lengths)).toBeGreaterThan(40);
});
