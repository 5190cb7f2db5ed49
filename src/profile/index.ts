/** The three sources side by side, and what follows from them. */
export { type Marked, type Marks, strengthsOf, toWorkOnOf } from './marks.ts';
/** Which sentences say what the marks show. */
export {
	dimensionSentence,
	type DimensionSentence,
	type Relation,
	relationOf,
	type WholeId,
	type WholeSentence,
	wholeSentences,
} from './sentences.ts';
