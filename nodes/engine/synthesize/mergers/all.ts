// Every way to make one answer of several, one line each. A merger's name here is its id, which is saved inside workflows: never rename one.
export { citedReport } from './citedReport';
export { improveBest } from './improveBest';
export { merge } from './merge';
export { mergeFields } from './mergeFields';
