// What `npm pack` ships must be built from the sources as they are.
import { buildIfStale, installPackages } from "./setup.mjs";

installPackages();
buildIfStale();
