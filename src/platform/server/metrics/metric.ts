/** One number of a metric, and the labels that tell it from the others of the same metric. */
export interface Sample {
	/** Ending of the name, for the parts of a histogram: `_bucket`, `_sum`, `_count`. */
	readonly ending?: string;
	readonly labels?: Readonly<Record<string, string>>;
	readonly value: number;
}

/** A metric as Prometheus reads it: its name, what it says in a sentence, and its numbers now. */
export interface Metric {
	readonly name: string;
	readonly help: string;
	readonly type: 'counter' | 'gauge' | 'histogram';
	readonly samples: readonly Sample[];
}

const escaped = (text: string) =>
	text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');

const labelsText = (labels: Readonly<Record<string, string>> = {}) => {
	const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
	return parts.length > 0 ? `{${parts.join(',')}}` : '';
};

/**
 * Writes metrics in the text format of Prometheus (version 0.0.4), which ends with a line feed. A metric
 * without a number is left out.
 */
export const metricsText = (all: readonly Metric[]): string =>
	all
		.filter(({ samples }) => samples.length > 0)
		.map(({ name, help, type, samples }) =>
			[
				`# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
				`# TYPE ${name} ${type}`,
				...samples.map(
					({ ending = '', labels, value }) => `${name}${ending}${labelsText(labels)} ${numberText(value)}`,
				),
				'',
			].join('\n'),
		)
		.join('');

/** Writes a number as Prometheus reads it. */
const numberText = (value: number) =>
	Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';

/** Makes a metric of one number that rises and falls. */
export const gauge = (name: string, help: string, value: number | undefined): Metric => ({
	name,
	help,
	type: 'gauge',
	samples: value === undefined ? [] : [{ value }],
});

/** A number that only rises, for each combination of its labels. */
export class Counter {
	readonly #values = new Map<string, number>();
	readonly #name: string;
	readonly #help: string;
	readonly #labels: readonly string[];
	/** The values of the labels must be few and known: each combination is kept until the process ends. */
	constructor(name: string, help: string, labels: readonly string[]) {
		[this.#name, this.#help, this.#labels] = [name, help, labels];
	}

	/** Adds one, for the values of the labels, joined by a space. */
	add(labels: string): void {
		this.#values.set(labels, (this.#values.get(labels) ?? 0) + 1);
	}

	get metric(): Metric {
		const samples = [...this.#values].sort().map(([key, value]) => {
			const values = key.split(' ');
			return { labels: Object.fromEntries(this.#labels.map((name, at) => [name, values[at] ?? ''])), value };
		});
		return { name: this.#name, help: this.#help, type: 'counter', samples };
	}
}

/** How often values fell under each of some bounds, for each value of one label. */
export class Histogram {
	readonly #counts = new Map<string, { readonly under: number[]; sum: number }>();
	readonly #name: string;
	readonly #help: string;
	readonly #label: string | undefined;
	readonly #bounds: readonly number[];
	/** `bounds` rise, in the metric's unit. The values of the label must be few and known. */
	constructor(name: string, help: string, bounds: readonly number[], label?: string) {
		[this.#name, this.#help, this.#bounds, this.#label] = [name, help, bounds, label];
	}

	/** Counts one value. */
	add(value: number, label = ''): void {
		let counts = this.#counts.get(label);
		if (!counts) this.#counts.set(label, (counts = { under: this.#empty(), sum: 0 }));
		const at = this.#bounds.findIndex((bound) => value <= bound);
		const place = at < 0 ? this.#bounds.length : at;
		counts.under[place] = (counts.under[place] ?? 0) + 1;
		counts.sum += value;
	}

	#empty = () => Array.from({ length: this.#bounds.length + 1 }, () => 0);

	get metric(): Metric {
		const samples = [...this.#counts]
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.flatMap(([value, { under, sum }]) => {
				const labels = this.#label === undefined ? {} : { [this.#label]: value };
				let count = 0;
				const buckets = under.map((n, at) => {
					count += n;
					return {
						ending: '_bucket',
						labels: { ...labels, le: numberText(this.#bounds[at] ?? Infinity) },
						value: count,
					};
				});
				return [
					...buckets,
					{ ending: '_sum', labels, value: sum },
					{ ending: '_count', labels, value: count },
				];
			});
		return { name: this.#name, help: this.#help, type: 'histogram', samples };
	}
}
