// A fixed amount of arithmetic; says how many milliseconds it took.

let value = 1;
const start = performance.now();
for (let i = 0; i < 200_000_000; i++) value = (value * 1_664_525 + i) | 0;
console.log(performance.now() - start + (value & 0));
