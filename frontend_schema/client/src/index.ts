export { HubError, type GraphQLProblem } from "./errors.js";
export { createHub, type Asking, type Connection, type Hub, type HubOptions } from "./hub.js";
export { operation, type Operation } from "./operation.js";
export * from "./generated.js";
