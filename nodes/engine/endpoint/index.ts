export { createEndpoint, type EndpointSettings } from './createEndpoint';
export type { AskOptions, ChatAnswer, ChatMessage, ChatRequest, Endpoint, ModelInfo, RetryBudget } from './endpoint';
export { EndpointError, type EndpointErrorKind, isEndpointError } from './endpointError';
export { type Limiter, limiterFor } from './limiter';
export { measurePace } from './measurePace';
export { aloneMs, paceOf } from './pace';
export { parseAddress } from './parseAddress';
export { createRetryBudget } from './retryBudget';
