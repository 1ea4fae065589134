import { plainTextsContract } from "./plain-texts.ts";

plainTextsContract();
