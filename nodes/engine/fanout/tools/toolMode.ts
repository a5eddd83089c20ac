/**
 * How a clone comes to use its tools: by function calling; guided, where it is asked step by step, by schema, what to look up, and we make the call; or automatic, which is function calling where that works and guided where it does not.
 */
export const toolModes = ['automatic', 'functionCalling', 'guided'] as const;

export type ToolMode = (typeof toolModes)[number];
