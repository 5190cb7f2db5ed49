import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acceptedIn, oneLine, readAccepted } from './mutants/accepted.ts';
import { draw } from './mutants/draw.ts';
import { guardsOf } from './mutants/guards.ts';
import { instrumented } from './mutants/instrument.ts';
import { type Mutant, mutantsOf, OPERATORS } from './mutants/operators.ts';

const root = resolve(import.meta.dirname, '..');

const SAMPLE = `
import { open } from './open.ts';
type Kind = 'one' | 'two';
export async function sample(tx: Store, limit: number, log: (line: string) => void): Promise<unknown[]> {
	if (limit < 3 && tx.open) log('few');
	const rows = await tx.select().where(and(tx.mine, tx.young));
	const named = rows.map((row) => ({ 'as-is': row.id === 7 ? true : null }));
	try {
		return await tx.store(named);
	} catch (fault) {
		throw new Error('never read', { cause: fault });
	}
}
`;
const changes = (text: string) =>
	mutantsOf('sample.ts', text).map(
		({ operator, original, change }) => `${operator}: ${original} → ${change}`,
	);

describe('the operators', () => {
	test('change what they say, and no name, type or text for programmers', () => {
		expect(changes(SAMPLE)).toEqual([
			'condition: limit < 3 && tx.open → true',
			'condition: limit < 3 && tx.open → false',
			'condition: limit < 3 && tx.open → limit < 3',
			'condition: limit < 3 && tx.open → tx.open',
			'boundary: limit < 3 → limit <= 3',
			'condition: limit < 3 → !(limit < 3)',
			'constant: 3 → 3 + 1',
			"call: log('few'); → ",
			"constant: 'few' → ''",
			'await: await tx.select().where(and(tx.mine, tx.young)) → tx.select().where(and(tx.mine, tx.young))',
			'where: and(tx.mine, tx.young) → undefined',
			'where: tx.mine → undefined',
			'where: tx.young → undefined',
			'condition: row.id === 7 → true',
			'condition: row.id === 7 → false',
			'condition: row.id === 7 → row.id !== 7',
			'constant: 7 → 7 + 1',
			'constant: true → false',
			'await: await tx.store(named) → tx.store(named)',
		]);
	});

	test('turn a denial round, and leave an await whose absence shows nowhere', () => {
		expect(changes('const late = async () => !(await soon()) || x !== y;')).toEqual([
			'condition: !(await soon()) || x !== y → !(await soon())',
			'condition: !(await soon()) || x !== y → x !== y',
			'condition: !(await soon()) → !!((await soon()))',
			'await: await soon() → soon()',
			'condition: x !== y → x === y',
		]);
		expect(changes('async function late() { return await soon(); }')).toEqual([]);
	});

	test('find every kind in the product', () => {
		const files = ['src/platform/server/idempotency.ts', 'src/identity/server/sessions/attempts.ts'];
		const found = files.flatMap((file) => mutantsOf(file, readFileSync(join(root, file), 'utf8')));
		expect(new Set(found.map(({ operator }) => operator))).toEqual(new Set(OPERATORS));
	});
});

/** The statements that are meant for every row of their table. */
const WHOLE_TABLES: readonly string[] = [
	'src/cli/server/whole-store.ts: table as SQLiteTable',
	'src/identity/server/institutions/setup-token-store.ts: setupTokens',
	'src/identity/server/sessions/session-store.ts: tablesOf(tx).sessions',
];

describe('the guards of writes', () => {
	const guards = (text: string) =>
		guardsOf('sample-store.ts', text).map(({ original, change }) => `${original} → ${change}`);

	test('are each condition of a statement that changes rows, and what is made of the rows it returns', () => {
		expect(
			guards(`
export async function store(tx: Queries, id: string): Promise<boolean> {
	const mine = and(eq(t.id, id), isNull(t.usedAt));
	const more = tx.late ? [gt(t.at, now)] : [lt(t.at, now)];
	const spent = await tx.update(t).set({ usedAt: now }).where(and(mine, ...more, ...[eq(t.n, 1)])).returning();
	if (spent.length === 0) return false;
	await tx.delete(u).where(eq(u.id, id));
	const [row] = await tx
		.insert(v)
		.values({ id })
		.onConflictDoUpdate({ target: v.id, set: { n }, setWhere: lte(v.n, n) })
		.returning();
	if (!row) throw new Error('None.');
	const read = await tx.select().from(t).where(eq(t.id, id));
	kept.delete(id);
	return spent.length === 1 && read.length === 1;
}`),
		).toEqual([
			'eq(t.id, id) → undefined',
			'isNull(t.usedAt) → undefined',
			'gt(t.at, now) → undefined',
			'lt(t.at, now) → undefined',
			'eq(t.n, 1) → undefined',
			'spent.length === 0 → false',
			'eq(u.id, id) → undefined',
			'lte(v.n, n) → undefined',
			'!row → false',
			'spent.length === 1 → true',
		]);
	});

	test('stand in every context that writes', () => {
		const files = globSync('src/*/server/**/*.ts', { cwd: root }).filter(
			(file) => !/\.(test|fixture)\.ts$/.test(file),
		);
		const found = files.flatMap((file) => guardsOf(file, readFileSync(join(root, file), 'utf8')));
		const contexts = new Set(found.map(({ file }) => file.split('/')[1]));
		expect([...contexts].toSorted()).toEqual(
			['applications', 'assessment', 'awards', 'badges', 'cohort', 'drafts', 'identity', 'notices'].concat([
				'platform',
				'privacy',
				'training',
				'wording',
			]),
		);
		expect(found.length).toBeGreaterThan(300);
		// Every other statement that changes or deletes rows would do so to the whole table.
		const whole = files.flatMap((file) =>
			[
				...readFileSync(join(root, file), 'utf8').matchAll(
					/\b(?:tx|q)\s*\.(?:update|delete)\(((?:[^()]|\([^()]*\))*)\)([^;]*);/g,
				),
			].flatMap(([, table, rest = '']) => (rest.includes('.where(') ? [] : [`${file}: ${table}`])),
		);
		expect(whole.toSorted()).toEqual(WHOLE_TABLES);
	});
});

describe('a text that holds its mutants', () => {
	const TEXT = `
export function tell(n: number, said: string[]): string[] {
	if (n >= 2 || n === 0) { said.push('outer'); }
	for (const one of [0, 1, 2]) if (one < n) said.push(one % 2 === 0 ? 'even' : 'odd');
	return said;
}`;
	const mutants = mutantsOf('notice-listener.ts', TEXT).map((one, at) => ({ ...one, id: at + 1 }));
	const reached = new Set<number>();
	let on = 0;
	const text = stripTypeScriptTypes(instrumented(TEXT, mutants, './switch.js')).replace(
		/^import .*?;/,
		'const __m = globalThis.__tried;',
	);

	async function answers(active: number): Promise<string> {
		on = active;
		const held = globalThis as { __tried?: (id: number) => boolean };
		held.__tried = (id) => (reached.add(id), on === id);
		const { tell } = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
			tell: (n: number, said: string[]) => string[];
		};
		return [0, 1, 2, 3].map((n) => tell(n, []).join()).join(';');
	}

	test('does what it did when none is on, and reaches each', async () => {
		expect(await answers(0)).toBe('outer;even;outer,even,odd;outer,even,odd,even');
		expect(reached.size).toBe(mutants.length);
	});

	test('does something else under each', async () => {
		expect(mutants.length).toBeGreaterThan(20);
		const usual = await answers(0);
		const alike: string[] = [];
		for (const { id, original, change } of mutants) {
			if ((await answers(id)) === usual) alike.push(`${original} → ${change}`);
		}
		expect(alike).toEqual([]);
	});

	test('keeps every line where it was', () => {
		expect(instrumented(TEXT, mutants, './switch.js').split('\n')).toHaveLength(TEXT.split('\n').length);
	});
});

describe('what is drawn', () => {
	const items = Array.from({ length: 1_000 }, (_, at) => at);

	test('is the same for the same seed, in order, without repeats', () => {
		const some = draw(items, 300, 7);
		expect(draw(items, 300, 7)).toEqual(some);
		expect(draw(items, 300, 8)).not.toEqual(some);
		expect(some).toEqual([...new Set(some)].sort((a, b) => a - b));
		expect(some).toHaveLength(300);
		expect(draw(items, 1_000, 7)).toEqual(items);
	});
});

describe('accepted survivors', () => {
	test('each says why, and still stands in the product', () => {
		const accepted = readAccepted(root);
		const all = (file: string): Mutant[] => {
			const text = readFileSync(join(root, file), 'utf8');
			return [...mutantsOf(file, text), ...guardsOf(file, text)];
		};
		const gone = accepted.filter(
			(one) =>
				!all(one.file).some(
					(mutant) =>
						mutant.operator === one.operator &&
						oneLine(mutant.original) === one.original &&
						oneLine(mutant.change) === one.change,
				),
		);
		expect(gone).toEqual([]);
		expect(accepted.filter(({ why }) => why.length < 20)).toEqual([]);
		const files = [...new Set(accepted.map(({ file }) => file))];
		expect(files.flatMap((file) => [...acceptedIn(root, all(file))]).length).toBeGreaterThanOrEqual(
			files.length,
		);
	});
});
