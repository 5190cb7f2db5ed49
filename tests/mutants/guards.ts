/**
 * Finds every guard of a write in a source text: what a statement asks of the rows that it changes, and what is
 * made of the rows that it returns. Each gives one mutant, in which the guard is not there.
 */
import ts from 'typescript';
import type { Mutant } from './operators.ts';

const calledName = (node: ts.Node): string =>
	ts.isCallExpression(node)
		? ts.isPropertyAccessExpression(node.expression)
			? node.expression.name.text
			: ts.isIdentifier(node.expression)
				? node.expression.text
				: ''
		: '';

/** The names of the calls of a chain, from the last to the first: `a.update(t).set(x)` gives `set`, `update`. */
function chain(node: ts.Expression): string[] {
	const names: string[] = [];
	let one: ts.Expression = ts.isAwaitExpression(node) ? node.expression : node;
	while (ts.isCallExpression(one)) {
		names.push(calledName(one));
		if (!ts.isPropertyAccessExpression(one.expression)) break;
		one = one.expression.expression;
	}
	return names;
}

const isWrite = (names: readonly string[]) => ['update', 'delete', 'insert'].includes(names.at(-1) ?? '');

/** The nearest block or file that contains a node: where the names that it uses are declared. */
function declared(from: ts.Node, name: string): ts.VariableDeclaration | undefined {
	for (let up: ts.Node | undefined = from; up; up = up.parent) {
		if (!ts.isBlock(up) && !ts.isSourceFile(up)) continue;
		for (const statement of up.statements) {
			if (!ts.isVariableStatement(statement)) continue;
			const found = statement.declarationList.declarations.find(
				(one) => ts.isIdentifier(one.name) && one.name.text === name,
			);
			if (found) return found;
		}
	}
	return undefined;
}

/** The conditions that must all hold: the parts of `and`, spread lists included; otherwise the whole. */
function conditionsOf(node: ts.Expression): ts.Expression[] {
	if (ts.isIdentifier(node)) {
		const initializer = declared(node, node.text)?.initializer;
		return initializer ? conditionsOf(initializer) : [node];
	}
	if (calledName(node) !== 'and') return [node];
	return (node as ts.CallExpression).arguments.flatMap((one) => {
		if (!ts.isSpreadElement(one)) return conditionsOf(one);
		return listed(one.expression).flatMap(conditionsOf);
	});
}

/** The elements of a list that is spread: written there, declared before, or chosen between two. */
function listed(node: ts.Expression): ts.Expression[] {
	if (ts.isArrayLiteralExpression(node))
		return node.elements.flatMap((one) => (ts.isSpreadElement(one) ? listed(one.expression) : [one]));
	if (ts.isConditionalExpression(node)) return [...listed(node.whenTrue), ...listed(node.whenFalse)];
	const initializer = ts.isIdentifier(node) ? declared(node, node.text)?.initializer : undefined;
	return initializer ? listed(initializer) : [];
}

/** Makes the mutants of all guards of one source text, in the order of the source. */
export function guardsOf(file: string, text: string): Mutant[] {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
	const found = new Map<number, Mutant>();
	const add = (node: ts.Node, change: string) => {
		const start = node.getStart(source);
		const { line } = source.getLineAndCharacterOfPosition(start);
		const original = text.slice(start, node.end);
		found.set(start, {
			...{ file, line: line + 1, operator: 'guard', start, end: node.end, original, change },
			statement: false,
		});
	};
	/** The names of what a write returned: its rows, or the first of them. */
	const rows = new Set<string>();
	const firsts = new Set<string>();

	function look(node: ts.Node): void {
		if (ts.isCallExpression(node) && calledName(node) === 'where' && isWrite(chain(node)))
			for (const one of node.arguments.flatMap(conditionsOf)) add(one, 'undefined');
		if (
			ts.isPropertyAssignment(node) &&
			ts.isIdentifier(node.name) &&
			/^(setWhere|targetWhere)$/.test(node.name.text)
		)
			for (const one of conditionsOf(node.initializer)) add(one, 'undefined');
		if (ts.isVariableDeclaration(node) && node.initializer) {
			const own = node.getText(source);
			if (/\.returning\(/.test(own) && /\.(update|delete|insert)\(/.test(own)) {
				if (ts.isIdentifier(node.name)) rows.add(node.name.text);
				else if (ts.isArrayBindingPattern(node.name))
					for (const one of node.name.elements)
						if (ts.isBindingElement(one) && ts.isIdentifier(one.name)) firsts.add(one.name.text);
			}
		}
		if (
			ts.isBinaryExpression(node) &&
			ts.isPropertyAccessExpression(node.left) &&
			node.left.name.text === 'length' &&
			ts.isIdentifier(node.left.expression) &&
			rows.has(node.left.expression.text)
		) {
			const none = /^(===0|<1)$/.test(`${node.operatorToken.getText(source)}${node.right.getText(source)}`);
			add(node, none ? 'false' : 'true');
		}
		if (
			ts.isPrefixUnaryExpression(node) &&
			node.operator === ts.SyntaxKind.ExclamationToken &&
			ts.isIdentifier(node.operand) &&
			firsts.has(node.operand.text)
		)
			add(node, 'false');
		ts.forEachChild(node, look);
	}
	look(source);
	return [...found.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}
