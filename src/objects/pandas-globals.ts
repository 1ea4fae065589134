import type { BuilderTable } from "./builders.ts";
export const pandasGlobals: BuilderTable = new Map();
