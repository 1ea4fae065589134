// scikit-learn's version numbers, as far as answers depend on them: major, minor and (rarely) patch.

/**
 * Whether a file was written by `wanted` or later. Pre-releases count as the release they lead to:
 * 1.3.dev0 is 1.3.
 *
 * @param writtenBy  `_sklearn_version` of the estimator; null (before 0.18) is older than everything
 * @param wanted     `"1.3"`, or `"1.3.1"`
 */
export function versionAtLeast(writtenBy: string | null, wanted: string): boolean {
  const numbers = numbersOf(writtenBy ?? "0.0");
  for (const [i, number] of numbersOf(wanted).entries()) {
    const difference = (numbers[i] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbersOf(version: string): readonly number[] {
  const [, ...numbers] = /^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?/.exec(version) ?? [];
  return numbers.map((number) => Number(number ?? 0));
}
