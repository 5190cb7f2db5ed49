interface Range {
	readonly type: string;
	readonly quality: number;
	/** 0 for any type, 1 for any subtype, 2 for a type by its name. */
	readonly precision: number;
	readonly at: number;
}

function rangesOf(accept: string): readonly Range[] {
	// A parameter may hold a comma between quotation marks; no parameter but the weight matters here.
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
 * Which of the types on offer a request wants most (RFC 9110, 12.5.1): the most precise range gives each its quality,
 * 0 refuses it. Equal qualities go to the type asked for more precisely, then earlier, then offered first; the first
 * offer, too, when nothing is asked for, or nothing that is on offer.
 */
export function preferred<T extends string>(accept: string | null, offers: readonly [T, ...T[]]): T {
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
