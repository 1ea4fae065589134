// The library's front door.

export { type Details, type ErrorCode, type Issue, PicklejarError } from "./errors.ts";
export type { EstimatorRole } from "./estimators/estimator.ts";
export type {
  OwnClass,
  OwnEstimator,
  OwnFunction,
  OwnName,
  OwnNames,
} from "./estimators/own-names.ts";
export type { Cell } from "./estimators/samples.ts";
export { defaultLimits, type Limits } from "./limits.ts";
export { renderAnswerText } from "./predict/answer-text.ts";
export { type LoadedModel, type LoadOptions, loadModel, type ModelPart } from "./predict/model.ts";
export type { FileConfig, FilesConfig, ModelConfig } from "./predict/model-config.ts";
export type { PlainEstimator } from "./predict/plain.ts";
export type { PlainRow } from "./predict/plain-cells.ts";
export type { PlainColumns } from "./predict/plain-columns.ts";
export type { PlainSparse, PlainValue } from "./predict/plain-results.ts";
export type { PlainMatrix, PlainRows } from "./predict/plain-rows.ts";
export type {
  InputRow,
  LabelProbability,
  Model,
  PredictedValue,
  Prediction,
  PredictOptions,
} from "./predict/prediction.ts";
export { defineConfig, type ProjectConfig } from "./project/config.ts";
export { loadProject } from "./project/load-project.ts";
export type { Project, ProjectLog, ProjectOptions } from "./project/project.ts";
export type {
  AnswerConfig,
  ChoiceConfig,
  ChoicesConfig,
  DummiesConfig,
  ExamplesConfig,
  FieldConfig,
  FieldsConfig,
} from "./signature/field-config.ts";
export type { IssueCode } from "./signature/issues.ts";
export type {
  Example,
  Field,
  FieldKind,
  OutputField,
  OutputKind,
  Signature,
} from "./signature/signature.ts";
