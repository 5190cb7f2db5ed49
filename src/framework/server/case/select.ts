/**
 * The error for a request whose parameters cannot be applied to a list of CASE documents: the parameter at
 * fault, and the error code of CASE 1.1 (REST binding, imsx_CodeMinor).
 */
export class CaseQueryFault extends Error {
	readonly parameter: string;
	readonly code: 'invalid_selection_field' | 'invalid_sort_field';

	constructor(parameter: string, code: CaseQueryFault['code'], said: string) {
		super(said);
		this.name = 'CaseQueryFault';
		this.parameter = parameter;
		this.code = code;
	}
}

type Listed = { readonly [key: string]: unknown };

function wholeNumber(asked: URLSearchParams, parameter: string, usual: number, least: number): number {
	const given = asked.get(parameter);
	if (given === null) return usual;
	if (!/^\d{1,9}$/.test(given) || Number(given) < least)
		throw new CaseQueryFault(
			parameter,
			'invalid_selection_field',
			`${parameter} must be a whole number from ${least}.`,
		);
	return Number(given);
}

const known = (field: string, list: readonly object[]) => list.some((one) => Object.hasOwn(one, field));

/**
 * Applies a request's parameters to a list, as CASE 1.1 (REST binding) defines them: `limit`, `offset`,
 * `sort`, `orderBy`, `fields`. Throws `CaseQueryFault` for an unknown field or a wrong value, and for
 * `filter`, which this service does not offer.
 */
export function applyListParameters(list: readonly object[], asked: URLSearchParams): readonly object[] {
	if (asked.has('filter'))
		throw new CaseQueryFault('filter', 'invalid_selection_field', 'Filters are not offered here.');
	const sort = asked.get('sort');
	const order = asked.get('orderBy') ?? 'asc';
	if (sort !== null && !known(sort, list))
		throw new CaseQueryFault('sort', 'invalid_sort_field', 'There is no such field to sort by.');
	if (order !== 'asc' && order !== 'desc')
		throw new CaseQueryFault('orderBy', 'invalid_sort_field', 'orderBy must be asc or desc.');
	const fields = asked
		.get('fields')
		?.split(',')
		.map((field) => field.trim());
	if (fields?.some((field) => !known(field, list)))
		throw new CaseQueryFault('fields', 'invalid_selection_field', 'There is no such field to select.');
	const limit = wholeNumber(asked, 'limit', 100, 1);
	const offset = wholeNumber(asked, 'offset', 0, 0);

	const sorted = sort === null ? [...list] : [...list].sort(by(sort, order === 'desc' ? -1 : 1));
	const page = sorted.slice(offset, offset + limit);
	if (!fields) return page;
	return page.map((one) =>
		Object.fromEntries(Object.entries(one).filter(([field]) => fields.includes(field))),
	);
}

function by(field: string, way: 1 | -1) {
	const key = (one: object) => JSON.stringify((one as Listed)[field]) ?? '';
	return (one: object, other: object) => {
		const [before, after] = [key(one), key(other)];
		return before === after ? 0 : before < after ? -way : way;
	};
}
