// The front door of `picklejar/server`: a model, live, with routes and pages of one's own.

export type { RequestEvent, ServerOptions } from "./app.ts";
export type { ModelOptions, ModelsOption } from "./app-models.ts";
export { type AppOptions, createApp } from "./create-app.ts";
export type { HookedPrediction, HookRecord, Hooks } from "./hooks.ts";
export type { ServerLimits } from "./limits.ts";
export type { Address } from "./listen.ts";
export type { RouteRequest, UploadedFile } from "./own/request.ts";
export { abort, type HandlerResult, redirect, render } from "./own/result.ts";
export type { PathParams, PathValue } from "./own/rule.ts";
export type { ErrorHandler, RouteHandler, RouteOptions, SiteError } from "./own/site.ts";
export type { App, AppListenOptions, RunOptions } from "./served-app.ts";
