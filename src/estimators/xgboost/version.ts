// XGBoost's version numbers, as far as answers depend on them: major and minor.

/** [0, 0] before 1.0, when files did not tell. */
export type Version = readonly [number, number];

/** Whether a version is older than `major.minor`. */
export function isBefore(version: Version, major: number, minor: number): boolean {
  return version[0] < major || (version[0] === major && version[1] < minor);
}
