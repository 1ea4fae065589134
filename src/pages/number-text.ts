// Numbers with their thousands grouped, where the rest of predict/format.ts would be too much: in the browser.

/** 1234567.5 → "1,234,567.5" */
export function formatNumber(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 6 });
}
