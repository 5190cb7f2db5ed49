interface Range {
	readonly type: string;
	readonly quality: number;
	/** Specificity: 0 for any type, 1 for any subtype, 2 for an exact type. */
	readonly precision: number;
	readonly at: number;
}

function rangesOf(accept: string): readonly Range[] {
	// Quoted parameters may contain commas; only the weight parameter matters here.
	const parts = accept.replace(/"[^"]*"/g, '').split(',');
	return parts.flatMap((part, at) => {
		const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
		if (!/^[^\s/]+\/[^\s/]+$/.test(type)) return [];
		const weight = parameters.find((one) => one.startsWith('q='))?.slice(2) ?? '1';
		const quality = /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 0;
		const precision = type === '*/*' ? 0 : type.endsWith('/*') ? 1 : 2;
		return [{ type, quality, precision, at }];
	});
}

const covers = ({ type, precision }: Range, offer: string) =>
	precision === 0 || (precision === 1 ? offer.startsWith(type.slice(0, -1)) : type === offer);

/**
 * Returns the media type, among the offers, that a request's Accept header prefers (RFC 9110, 12.5.1). Each
 * type gets the quality of the most specific matching range; 0 excludes it. Ties go to the more specific
 * range, then the one listed first, then the first offer. Without a header, or when no offer is acceptable,
 * returns the first offer.
 */
export function preferredMediaType<T extends string>(accept: string | null, offers: readonly [T, ...T[]]): T {
	const ranges = rangesOf(accept ?? '*/*');
	const wanted = offers.flatMap((offer) => {
		const [closest] = ranges
			.filter((range) => covers(range, offer))
			.sort((one, other) => other.precision - one.precision || one.at - other.at);
		return closest && closest.quality > 0 ? [{ offer, ...closest }] : [];
	});
	wanted.sort(
		(one, other) => other.quality - one.quality || other.precision - one.precision || one.at - other.at,
	);
	return wanted[0]?.offer ?? offers[0];
}
