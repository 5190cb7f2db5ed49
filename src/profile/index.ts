/** The three sources side by side, and what follows from them. */
export {
	type Marked,
	type Marks,
	type ProfileSentence,
	sentenceOf,
	strengthsOf,
	toWorkOnOf,
} from './marks.ts';
