export type { Arrival, Fault, FaultScript } from './faults.ts';
export type { ChatBody, DoubleCounters, ScriptedAnswer, VllmDoubleSettings } from './settings.ts';
export { startVllmDouble, type VllmDouble } from './startVllmDouble.ts';
