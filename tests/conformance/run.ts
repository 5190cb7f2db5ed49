import { CONTAINERS, SUITES, VERSIONS } from './case.ts';
import type { Case } from './case.ts';
import { casesOf, readIndex, sourcesOf } from './folder.ts';
import { because, judge } from './judge.ts';
import type { Judged } from './judge.ts';
import { judgeSameGraph } from './same-graph.ts';
import { checkSchema } from './schema.ts';
import { compareWithStock } from './stock.ts';
import { reproduceVectors } from './w3c.ts';

const [folder] = process.argv.slice(2).filter((word) => !word.startsWith('-'));

/** The fewest rewritten badges (same RDF graph, other JSON) with which that comparison proves anything. */
const LEAST = { moved: 300, harmless: 100 };

/** The network is forbidden: any fetch throws, and the run fails. */
globalThis.fetch = async (input) => {
	throw new Error(`no network here: ${String(input)}`);
};

async function ownCases(): Promise<readonly Case[]> {
	const { modernCases } = await import('./cases/modern.ts');
	const { legacyCases } = await import('./cases/legacy.ts');
	return [...(await modernCases()), ...(await legacyCases())];
}

function line({ one, report, agrees, mutants, survivors }: Judged): string {
	const good = agrees && survivors.length === 0;
	const how = `${one.suite}, ${one.container}, ${one.version}`;
	const reason = agrees ? '' : ` (${because(report)})`;
	const alive = survivors.length > 0 ? `; NOT REFUSED: ${survivors.join('; ')}` : '';
	const derived = mutants > 0 ? `, ${mutants - survivors.length}/${mutants} mutants refused` : '';
	return `${good ? 'agree' : 'DISAGREE'}  ${one.name} [${how}] expected ${one.expected}: ${report.verdict}${reason}${derived}${alive}`;
}

function summary(
	title: string,
	names: readonly string[],
	all: readonly Judged[],
	of: (one: Case) => readonly string[],
) {
	for (const name of names) {
		const shown = all.filter(({ one }) => of(one).includes(name));
		const agreed = shown.filter(({ agrees, survivors }) => agrees && survivors.length === 0).length;
		const found = shown.length === 0 ? 'NOT SHOWN' : `${agreed} of ${shown.length}`;
		console.log(`  ${title.padEnd(10)} ${name.padEnd(24)} ${found}`);
	}
}

const cases = folder ? casesOf(folder, readIndex(folder)) : await ownCases();
const judged: Judged[] = [];
for (const one of cases) {
	const found = await judge(one, cases);
	judged.push(found);
	console.log(line(found));
}
let disagreements = judged.filter(({ agrees, survivors }) => !agrees || survivors.length > 0).length;
const contexts = folder ? sourcesOf(folder, readIndex(folder), undefined).contexts : undefined;
const others = [
	...(folder ? [...(await reproduceVectors(folder)), ...(await checkSchema(folder))] : []),
	...(await compareWithStock(folder ? { folder } : { cases }, contexts)),
];
for (const { what, same } of others) {
	console.log(`${same ? 'agree' : 'DISAGREE'}  ${what}`);
	if (!same) disagreements += 1;
}
const rewritten = await judgeSameGraph(cases);
for (const what of rewritten.accepted)
	console.log(`DISAGREE  same graph, a claim moved, not refused: ${what}`);
for (const what of rewritten.changed)
	console.log(`DISAGREE  same graph, nothing moved, another verdict: ${what}`);
disagreements += rewritten.accepted.length + rewritten.changed.length;
// When too few badges could be rewritten, the comparison proves nothing, and the run fails.
if (rewritten.moved < LEAST.moved || rewritten.harmless < LEAST.harmless) {
	console.log(`DISAGREE  same graph, other JSON: too few (${rewritten.moved}, ${rewritten.harmless})`);
	disagreements += 1;
}
console.log('');
summary('suite', SUITES, judged, (one) => [one.suite, ...(one.alsoSuites ?? [])]);
summary('container', CONTAINERS, judged, (one) => [one.container]);
summary('version', VERSIONS, judged, (one) => [one.version]);
const [derived, alive] = [
	judged.reduce((sum, { mutants }) => sum + mutants, 0),
	judged.reduce((sum, { survivors }) => sum + survivors.length, 0),
];
console.log(`  mutants: ${derived - alive} of ${derived} altered or refused`);
console.log(
	`  same graph, other JSON: ${rewritten.moved - rewritten.accepted.length} of ${rewritten.moved} that move a claim refused, ${rewritten.harmless - rewritten.changed.length} of ${rewritten.harmless} harmless keep their verdict`,
);
for (const [way, count] of rewritten.ways) console.log(`    ${way}: ${count}`);
console.log('');
const agreed = judged.filter(({ agrees, survivors }) => agrees && survivors.length === 0).length;
console.log(`agree ${agreed} of ${judged.length}`);
process.exit(disagreements === 0 && judged.length > 0 ? 0 : 1);
