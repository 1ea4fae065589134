// Whether a file is Parquet, by its first bytes.

/** Text may begin with these letters too, but holds no control characters. */
export function isParquet(head: Uint8Array): boolean {
  const begins = head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52;
  if (!begins || (head[3] !== 0x31 && head[3] !== 0x45)) return false;
  return head.subarray(4, 1024).some((byte) => byte < 0x20 && ![9, 10, 13].includes(byte));
}
