/** Makes every small change (mutant) to a source text that a test should notice. */
import ts from 'typescript';

export const OPERATORS = ['condition', 'boundary', 'call', 'where', 'await', 'constant'] as const;
/** What kind of change a mutant is; `guard` is made by `guards.ts` alone. */
export type Operator = (typeof OPERATORS)[number] | 'guard';

/**
 * One mutant, a small change to a source file: the text from offset `start` to `end` becomes `change`. Lines
 * count from 1.
 */
export interface Mutant {
	readonly file: string;
	readonly line: number;
	readonly operator: Operator;
	readonly start: number;
	readonly end: number;
	readonly original: string;
	readonly change: string;
	/** True when the mutant removes a whole statement, false when it replaces an expression. */
	readonly statement: boolean;
}

const BOUNDARIES: Partial<Record<ts.SyntaxKind, string>> = {
	[ts.SyntaxKind.LessThanToken]: '<=',
	[ts.SyntaxKind.LessThanEqualsToken]: '<',
	[ts.SyntaxKind.GreaterThanToken]: '>=',
	[ts.SyntaxKind.GreaterThanEqualsToken]: '>',
};
const OPPOSITES: Partial<Record<ts.SyntaxKind, string>> = {
	[ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
	[ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
	[ts.SyntaxKind.EqualsEqualsToken]: '!=',
	[ts.SyntaxKind.ExclamationEqualsToken]: '==',
};
const CHOICES: Partial<Record<ts.SyntaxKind, true>> = {
	[ts.SyntaxKind.AmpersandAmpersandToken]: true,
	[ts.SyntaxKind.BarBarToken]: true,
	[ts.SyntaxKind.QuestionQuestionToken]: true,
};

/**
 * True for a string literal in a place where the grammar allows no other expression (an import, a property's
 * name, a directive).
 */
function isName(node: ts.Node): boolean {
	const { parent } = node;
	if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
	if (ts.isImportAttribute(parent) || ts.isImportTypeNode(parent)) return true;
	if (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword) return true;
	if (ts.isExpressionStatement(parent)) return true;
	return 'name' in parent && parent.name === node;
}

/** True for the message of an Error, which is not mutated since only programmers read it. */
const isFaultText = (node: ts.Node) =>
	ts.isNewExpression(node.parent) && /^(Type|Range)?Error$/.test(node.parent.expression.getText());

const calledName = (node: ts.CallExpression) =>
	ts.isPropertyAccessExpression(node.expression)
		? node.expression.name.text
		: ts.isIdentifier(node.expression)
			? node.expression.text
			: '';

const isMethod = (node: ts.CallExpression) => ts.isPropertyAccessExpression(node.expression);

/** True for an `await` whose removal changes nothing: `return await x` outside a `try` equals `return x`. */
function changesNothing(node: ts.AwaitExpression): boolean {
	let up: ts.Node = node.parent;
	while (ts.isParenthesizedExpression(up)) up = up.parent;
	if (ts.isArrowFunction(up)) return true;
	if (!ts.isReturnStatement(up)) return false;
	for (let one: ts.Node = up; !ts.isFunctionLike(one) && one.parent; one = one.parent) {
		if (ts.isTryStatement(one)) return false;
	}
	return true;
}

/** Makes all mutants of one source text, in the order of the source. */
export function mutantsOf(file: string, text: string): Mutant[] {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
	const found: Mutant[] = [];
	const add = (operator: Operator, node: ts.Node, change: string, statement = false) => {
		const start = node.getStart(source);
		const { line } = source.getLineAndCharacterOfPosition(start);
		const original = text.slice(start, node.end);
		found.push({
			file,
			line: line + 1,
			operator,
			start,
			end: node.end,
			original,
			change,
			statement,
		});
	};
	const settled = (node: ts.Expression) => {
		if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return;
		add('condition', node, 'true');
		add('condition', node, 'false');
	};

	function look(node: ts.Node): void {
		if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
		if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;

		if (ts.isIfStatement(node)) settled(node.expression);
		else if (ts.isConditionalExpression(node)) settled(node.condition);
		else if (ts.isWhileStatement(node)) add('condition', node.expression, 'false');
		else if (ts.isForStatement(node) && node.condition) add('condition', node.condition, 'false');
		else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
			add('condition', node, `!!(${node.operand.getText(source)})`);
		} else if (ts.isBinaryExpression(node)) {
			const kind = node.operatorToken.kind;
			const [left, right] = [node.left.getText(source), node.right.getText(source)];
			const boundary = BOUNDARIES[kind];
			if (boundary) {
				add('boundary', node, `${left} ${boundary} ${right}`);
				add('condition', node, `!(${left} ${node.operatorToken.getText(source)} ${right})`);
			}
			const opposite = OPPOSITES[kind];
			if (opposite) add('condition', node, `${left} ${opposite} ${right}`);
			if (CHOICES[kind]) {
				add('condition', node, left);
				add('condition', node, right);
			}
		} else if (ts.isCallExpression(node)) {
			const [first] = node.arguments;
			if (isMethod(node) && calledName(node) === 'where' && node.arguments.length === 1 && first) {
				add('where', first, 'undefined');
			}
			if (!isMethod(node) && /^(and|or)$/.test(calledName(node)) && node.arguments.length > 1) {
				for (const one of node.arguments) if (!ts.isSpreadElement(one)) add('where', one, 'undefined');
			}
		} else if (ts.isAwaitExpression(node) && !changesNothing(node)) {
			add('await', node, node.expression.getText(source));
		} else if (ts.isExpressionStatement(node)) {
			let of: ts.Expression = node.expression;
			if (ts.isVoidExpression(of) || ts.isAwaitExpression(of)) of = of.expression;
			if (ts.isCallExpression(of) && of.expression.kind !== ts.SyntaxKind.SuperKeyword)
				add('call', node, '', true);
		} else if (ts.isNumericLiteral(node) && !isName(node)) {
			add('constant', node, `${node.getText(source)} + 1`);
		} else if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
			const tag = ts.isTaggedTemplateExpression(node.parent);
			if (!tag && !isName(node) && !isFaultText(node))
				add('constant', node, node.text === '' ? "'changed'" : "''");
		} else if (node.kind === ts.SyntaxKind.TrueKeyword) add('constant', node, 'false');
		else if (node.kind === ts.SyntaxKind.FalseKeyword) add('constant', node, 'true');

		ts.forEachChild(node, look);
	}
	look(source);
	return found.sort((a, b) => a.start - b.start || b.end - a.end);
}
