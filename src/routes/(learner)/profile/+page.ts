/** A page to be read: hydrated, it would pass its weight. One small script says that a trial was left (`trial-left.js`). */
export const csr = false;
