// Reads Prometheus' text form as strictly as promtool: names, labels, types before samples, whole histograms.

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** @throws when the text is not of the form */
export function parseMetrics(text: string): Sample[] {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  const types = new Map<string, string>();
  const seen = new Set<string>();
  const samples: Sample[] = [];
  for (const line of text.slice(0, -1).split("\n")) {
    const type = /^# TYPE ([a-z_:][\w:]*) (counter|gauge|histogram)$/.exec(line);
    if (type?.[1] !== undefined) {
      if (types.has(type[1])) throw new Error(`twice: ${line}`);
      types.set(type[1], type[2] ?? "");
    } else if (!/^# HELP [a-z_:][\w:]* .+$/.test(line)) {
      const sample = parseSample(line);
      const family = sample.name.replace(/_(bucket|sum|count)$/, "");
      const isHistogram = types.get(family) === "histogram";
      if (!isHistogram && !types.has(sample.name)) throw new Error(`no type: ${line}`);
      if (types.get(sample.name) === "counter" && !sample.name.endsWith("_total")) {
        throw new Error(`a counter's name ends with _total: ${line}`);
      }
      const key = line.slice(0, line.lastIndexOf(" "));
      if (seen.has(key)) throw new Error(`twice: ${line}`);
      seen.add(key);
      samples.push(sample);
    }
  }
  return samples;
}

function parseSample(line: string): Sample {
  const match =
    /^([a-z_:][\w:]*)(?:\{((?:[a-z_]\w*="(?:[^"\\]|\\["\\n])*",?)*)\})? (-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf|NaN))$/.exec(
      line,
    );
  if (match === null) throw new Error(`no sample: ${line}`);
  const [, name = "", list = "", value] = match;
  const labels = [...list.matchAll(/([a-z_]\w*)="((?:[^"\\]|\\["\\n])*)"/g)].map((pair) => [
    pair[1] ?? "",
    (pair[2] ?? "").replace(/\\(["\\n])/g, (_, c: string) => (c === "n" ? "\n" : c)),
  ]);
  return { name, labels: Object.fromEntries(labels), value: Number(value) };
}

/** The value of the one sample with this name and these labels; undefined when there is none. */
export function sampleValue(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const found = samples.filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  if (found.length > 1) throw new Error(`${found.length} samples of ${name}`);
  return found[0]?.value;
}
