/** A function to time; it returns how many units (such as badges) it processed. */
export type Work = () => Promise<number> | number;

/**
 * Repeats `work` for so many milliseconds, and returns the units processed per second of processor time,
 * summed over all threads of this process: other load on the machine changes that little.
 */
async function rate(work: Work, milliseconds: number): Promise<number> {
	const end = performance.now() + milliseconds;
	const before = process.cpuUsage();
	let done = 0;
	do done += await work();
	while (performance.now() < end);
	const { user, system } = process.cpuUsage(before);
	return (done * 1_000_000) / (user + system);
}

/** The middle one of some values; 0 for none. */
export const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * Measures several works: the rate of each (units per second of processor time), and the ratio of its rate to
 * that of its `floor`, the least work that could do the same. In each round every work is timed right after
 * its floor; the results are medians over the rounds.
 */
export async function measure<Name extends string>(
	works: Readonly<Record<Name, { readonly work: Work; readonly floor: Work }>>,
	rounds = 15,
	milliseconds = 100,
): Promise<{ rates: Record<Name, number>; ratios: Record<Name, number> }> {
	const names = Object.keys(works) as Name[];
	const rates = {} as Record<Name, number>;
	const ratios = {} as Record<Name, number>;
	// Warm up: otherwise the compilation of the code would count against the first round.
	for (const { work, floor } of Object.values<(typeof works)[Name]>(works)) {
		await rate(floor, 500);
		await rate(work, 2_000);
	}
	for (const name of names) {
		const { work, floor } = works[name];
		const seen: { rate: number; ratio: number }[] = [];
		for (let round = 0; round < rounds; round += 1) {
			const least = await rate(floor, milliseconds);
			const found = await rate(work, milliseconds);
			seen.push({ rate: found, ratio: found / least });
		}
		rates[name] = Math.round(median(seen.map((one) => one.rate)));
		ratios[name] = Number(median(seen.map((one) => one.ratio)).toFixed(4));
		process.stderr.write(
			`${name.padEnd(12)} ${String(rates[name]).padStart(7)}/s   ${ratios[name]} of the floor\n`,
		);
	}
	return { rates, ratios };
}
