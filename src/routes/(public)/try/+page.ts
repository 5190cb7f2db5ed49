// Turns hydration on: this page needs a script, because what is answered here stays in the browser.
export const csr = true;
