/**
 * Returns the language of the page, which the server wrote in `<html lang>`. In the browser this module
 * replaces Paraglide's own runtime, which would choose the language itself.
 */
export const getLocale = (): 'fr' | 'en' => (document.documentElement.lang.startsWith('en') ? 'en' : 'fr');

/**
 * The language fixed at build time: always undefined, since the language is only known at run time. The
 * compiled messages import this name from Paraglide's runtime.
 */
export const experimentalStaticLocale = undefined;
