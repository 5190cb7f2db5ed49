import { notFound } from '#platform';

/**
 * The number, from 1, of the page of a list that an address asks for (`?page=2`, or another
 * `parameter`; 1 without it). Throws the
 * common 404 when it is no such number.
 */
export function requestedPageNumber(url: URL, parameter = 'page'): number {
	const asked = url.searchParams.get(parameter) ?? '1';
	if (!/^[1-9]\d{0,5}$/.test(asked)) throw notFound();
	return Number(asked);
}
