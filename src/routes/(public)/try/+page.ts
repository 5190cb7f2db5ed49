// The only public page that needs a script: what is answered here stays in the browser.
export const csr = true;
