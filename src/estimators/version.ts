// scikit-learn's version numbers, as far as answers depend on them: major and minor.

/**
 * Whether a file was written by `wanted` or later. Pre-releases count as the release they lead to:
 * 1.3.dev0 is 1.3.
 *
 * @param writtenBy  `_sklearn_version` of the estimator; null (before 0.18) is older than everything
 * @param wanted     `"1.3"`
 */
export function versionAtLeast(writtenBy: string | null, wanted: string): boolean {
  const [major, minor] = numbersOf(writtenBy ?? "0.0");
  const [wantedMajor, wantedMinor] = numbersOf(wanted);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

function numbersOf(version: string): readonly [number, number] {
  const match = /^(\d{1,4})\.(\d{1,4})/.exec(version);
  return [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
}
