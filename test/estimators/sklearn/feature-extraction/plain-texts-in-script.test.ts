// Where the platform has no WebAssembly.

import { vi } from "vitest";
import { plainTextsContract } from "./plain-texts.ts";

vi.mock("../../../../src/bytes/web-assembly.ts", () => ({ webAssembly: null, pageBytes: 65_536 }));

plainTextsContract();
