// Every way to score candidates, one line each. A scorer's name here is its id, which is saved inside workflows: never rename one.
export { automatic } from './automatic';
export { consensus } from './consensus';
export { executionAgreement } from './executionAgreement';
export { judge } from './judge';
export { rewardModel } from './rewardModel';
export { rules } from './rules';
export { runTests } from './runTests';
export { vote } from './vote';
