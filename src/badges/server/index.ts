/** The badges this service can award. */
export { type Catalogue, catalogueOf, loadCatalogue } from './catalogue.ts';
