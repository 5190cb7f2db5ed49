import { visibleLine } from '../../visible-line.ts';

/** Most characters of a file's name that are kept. */
const LONGEST = 120;

/**
 * Returns a file's name as it is shown: the last part of a path, in one line, without invisible characters or
 * direction marks, shortened before its extension. It is only ever text: no file is named after it. Returns ''
 * when nothing visible is left.
 */
export function shownFileName(sent: string): string {
	const last = sent.toWellFormed().replaceAll('\0', '').normalize('NFC').split(/[/\\]/).at(-1) ?? '';
	const name = visibleLine(last).replace(/^\.+/, '');
	const characters = [...name];
	if (characters.length <= LONGEST) return name;
	const extension = [...(/\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '')];
	return [...characters.slice(0, LONGEST - 1 - extension.length), '…', ...extension].join('');
}
