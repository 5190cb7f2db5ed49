/**
 * A person's level in each dimension by each of the three sources (said, shown, observed), and which
 * dimensions are their strengths or to work on.
 */
export { type Marked, type Marks, startOf, strengthsOf, toWorkOnOf } from './marks.ts';
/** Chooses the one action to offer a person next, such as a dimension to answer or a badge to aim for. */
export { type NextAct, nextActOf } from './next-act.ts';
/**
 * Chooses the sentences (their ids) that describe a person's levels, in one dimension and in the whole
 * profile.
 */
export {
	dimensionSentence,
	type DimensionSentence,
	type Relation,
	relationOf,
	type WholeId,
	type WholeSentence,
	wholeSentences,
} from './sentences.ts';
