// What `--model` takes besides "auto"; apart from the families themselves, so that help is told without loading them.

export const familyNames = ["linear", "logistic", "tree", "forest", "boosting"] as const;

export type FamilyName = (typeof familyNames)[number];
