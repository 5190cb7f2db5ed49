/**
 * Turns hydration off: with it, this page would weigh more than its limit. One small script (`trial-left.js`)
 * tells whether the browser holds the answers of a trial.
 */
export const csr = false;
