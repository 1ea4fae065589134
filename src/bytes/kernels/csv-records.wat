;; Whole records of CSV: where they and their cells begin and end, and the numbers that cells plainly are. What takes
;; more thought is left to the caller: the pass ends before a record with something behind a closing quote, or beyond a
;; limit, and a cell that is not surely rounded here is NaN.
(module
  (memory (export "memory") 24 24)

  ;; Bytes 0 to 15 tell how far a pass came: the place (i32), the cells (i32), the line (f64).

  ;; A vector read from 64 + n has its last n bytes set.
  (data (i32.const 80) "\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff")
  ;; The caller writes 10^0 to 10^22 as floats from 128 on, and 1 as the 31st; from 384 on the significands of 10^-40 to
  ;; 10^40: their upper 64 bits.

  ;; Upper half of a product of 64-bit integers.
  (func $upper (param $x i64) (param $y i64) (result i64)
    (local $low i64) (local $middle i64) (local $other i64)
    (local.set $low (i64.mul
      (i64.and (local.get $x) (i64.const 0xffffffff)) (i64.and (local.get $y) (i64.const 0xffffffff))))
    (local.set $middle (i64.mul
      (i64.shr_u (local.get $x) (i64.const 32)) (i64.and (local.get $y) (i64.const 0xffffffff))))
    (local.set $other (i64.mul
      (i64.and (local.get $x) (i64.const 0xffffffff)) (i64.shr_u (local.get $y) (i64.const 32))))
    (local.set $low (i64.add (i64.shr_u (local.get $low) (i64.const 32))
      (i64.add (i64.and (local.get $middle) (i64.const 0xffffffff)) (i64.and (local.get $other) (i64.const 0xffffffff)))))
    (i64.add
      (i64.add
        (i64.mul (i64.shr_u (local.get $x) (i64.const 32)) (i64.shr_u (local.get $y) (i64.const 32)))
        (i64.shr_u (local.get $low) (i64.const 32)))
      (i64.add (i64.shr_u (local.get $middle) (i64.const 32)) (i64.shr_u (local.get $other) (i64.const 32)))))

  ;; The float nearest to mantissa × 10^power; NaN where that takes more bits to tell.
  ;;
  ;; $mantissa  below 10^19
  (func $scaled (param $mantissa i64) (param $power i32) (result f64)
    (local $zeros i64) (local $product i64) (local $dropped i64) (local $rest i64) (local $half i64)
    (if (i64.eqz (local.get $mantissa)) (then (return (f64.const 0))))
    ;; Two exact floats: rounded once.
    (if (i64.le_u (local.get $mantissa) (i64.const 0x20000000000000)) (then
      (if (i32.le_u (local.get $power) (i32.const 22)) (then
        (return (f64.mul (f64.convert_i64_u (local.get $mantissa))
          (f64.load offset=128 (i32.shl (local.get $power) (i32.const 3)))))))
      (if (i32.le_u (i32.sub (i32.const 0) (local.get $power)) (i32.const 22)) (then
        (return (f64.div (f64.convert_i64_u (local.get $mantissa))
          (f64.load offset=128 (i32.shl (i32.sub (i32.const 0) (local.get $power)) (i32.const 3)))))))))
    (if (i32.gt_u (i32.add (local.get $power) (i32.const 40)) (i32.const 80)) (then (return (f64.const nan))))
    ;; The power's lower bits are unknown: the exact product's upper half is at least $product, and less than 2 more.
    (local.set $zeros (i64.clz (local.get $mantissa)))
    (local.set $product (call $upper (i64.shl (local.get $mantissa) (local.get $zeros))
      (i64.load offset=384 (i32.shl (i32.add (local.get $power) (i32.const 40)) (i32.const 3)))))
    ;; 53 bits stay; of those that go the first one decides, if it does.
    (local.set $dropped (i64.add (i64.const 10) (i64.shr_u (local.get $product) (i64.const 63))))
    (local.set $half (i64.shl (i64.const 1) (i64.sub (local.get $dropped) (i64.const 1))))
    (local.set $rest (i64.and (local.get $product)
      (i64.sub (i64.shl (i64.const 1) (local.get $dropped)) (i64.const 1))))
    (if (i64.lt_u (i64.add (i64.sub (local.get $rest) (local.get $half)) (i64.const 1)) (i64.const 2))
      (then (return (f64.const nan))))
    ;; 10^power = significand × 2^(⌊power·log2 10⌋ − 63); the product's lower half is 64 bits, the leading bit counts
    ;; as one in the exponent, whose bias is 1023 behind 52 bits.
    (f64.reinterpret_i64 (i64.add
      (i64.shl
        (i64.add (i64.sub (local.get $dropped) (local.get $zeros))
          (i64.add (i64.const 1075)
            (i64.extend_i32_s (i32.shr_s (i32.mul (local.get $power) (i32.const 217706)) (i32.const 16)))))
        (i64.const 52))
      (i64.add (i64.shr_u (local.get $product) (local.get $dropped))
        (i64.extend_i32_u (i64.gt_u (local.get $rest) (local.get $half)))))))

  ;; The number from $at to $end: a sign, digits with one point, an exponent; NaN for all else and for more than 19 digits.
  (func $decimal (param $at i32) (param $end i32) (result f64)
    (local $mantissa i64) (local $eight i64) (local $byte i32) (local $digits i32) (local $first i32)
    (local $decimals i32) (local $power i32) (local $exponent i32) (local $sign i32) (local $minus i32)
    (local $number f64)
    (if (i32.ge_s (local.get $at) (local.get $end)) (then (return (f64.const nan))))
    (local.set $sign (i32.load8_u (local.get $at)))
    (if (i32.or (i32.eq (local.get $sign) (i32.const 0x2d)) (i32.eq (local.get $sign) (i32.const 0x2b)))
      (then (local.set $at (i32.add (local.get $at) (i32.const 1)))))
    (local.set $first (local.get $at))
    (local.set $decimals (i32.const -1))
    (block $over
      (loop $next
        (br_if $over (i32.ge_u (local.get $at) (local.get $end)))
        ;; Eight digits at once: the upper half of each byte is 3, also with 6 added; then pairs, fours, eights.
        (if (i32.ge_u (i32.sub (local.get $end) (local.get $at)) (i32.const 8)) (then
          (local.set $eight (i64.load (local.get $at)))
          (if (i64.eq
              (i64.or
                (i64.and (local.get $eight) (i64.const 0xf0f0f0f0f0f0f0f0))
                (i64.and (i64.shr_u (i64.add (local.get $eight) (i64.const 0x0606060606060606)) (i64.const 4))
                  (i64.const 0x0f0f0f0f0f0f0f0f)))
              (i64.const 0x3333333333333333))
            (then
              (local.set $eight (i64.sub (local.get $eight) (i64.const 0x3030303030303030)))
              (local.set $eight (i64.add (i64.mul (local.get $eight) (i64.const 10)) (i64.shr_u (local.get $eight) (i64.const 8))))
              (local.set $eight (i64.shr_u
                (i64.add
                  (i64.mul (i64.and (local.get $eight) (i64.const 0x000000ff000000ff)) (i64.const 0x000f424000000064))
                  (i64.mul (i64.and (i64.shr_u (local.get $eight) (i64.const 16)) (i64.const 0x000000ff000000ff))
                    (i64.const 0x0000271000000001)))
                (i64.const 32)))
              ;; Zeros in front do not count; the mantissa of more than 19 is not looked at.
              (local.set $digits (i32.add (local.get $digits)
                (select (i32.const 8) (i32.const 0) (i64.ne (i64.or (local.get $mantissa) (local.get $eight)) (i64.const 0)))))
              (local.set $mantissa (i64.add (i64.mul (local.get $mantissa) (i64.const 100000000)) (local.get $eight)))
              (local.set $at (i32.add (local.get $at) (i32.const 8)))
              (br $next)))))
        (local.set $byte (i32.sub (i32.load8_u (local.get $at)) (i32.const 0x30)))
        (if (i32.le_u (local.get $byte) (i32.const 9))
          (then
            (local.set $mantissa (i64.add (i64.mul (local.get $mantissa) (i64.const 10)) (i64.extend_i32_u (local.get $byte))))
            (local.set $digits (i32.add (local.get $digits) (i64.ne (local.get $mantissa) (i64.const 0)))))
          (else
            ;; One point.
            (br_if $over (i32.ne (local.get $byte) (i32.const -2)))
            (br_if $over (i32.ge_s (local.get $decimals) (i32.const 0)))
            (local.set $decimals (i32.add (local.get $at) (i32.const 1)))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    ;; A digit at least, and no more than 64 bits hold.
    (if (i32.gt_u (local.get $digits) (i32.const 19)) (then (return (f64.const nan))))
    (local.set $first (i32.sub (i32.sub (local.get $at) (local.get $first)) (i32.ge_s (local.get $decimals) (i32.const 0))))
    (if (i32.eqz (local.get $first)) (then (return (f64.const nan))))
    (if (i32.ge_s (local.get $decimals) (i32.const 0))
      (then (local.set $power (i32.sub (local.get $decimals) (local.get $at)))))
    (if (i32.lt_u (local.get $at) (local.get $end)) (then
      (if (i32.ne (i32.or (i32.load8_u (local.get $at)) (i32.const 0x20)) (i32.const 0x65)) (then (return (f64.const nan))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (if (i32.ge_u (local.get $at) (local.get $end)) (then (return (f64.const nan))))
      (local.set $byte (i32.load8_u (local.get $at)))
      (local.set $minus (i32.eq (local.get $byte) (i32.const 0x2d)))
      (if (i32.or (local.get $minus) (i32.eq (local.get $byte) (i32.const 0x2b)))
        (then (local.set $at (i32.add (local.get $at) (i32.const 1)))))
      ;; One to three digits.
      (if (i32.gt_u (i32.sub (i32.sub (local.get $end) (local.get $at)) (i32.const 1)) (i32.const 2))
        (then (return (f64.const nan))))
      (loop $next
        (local.set $byte (i32.sub (i32.load8_u (local.get $at)) (i32.const 0x30)))
        (if (i32.gt_u (local.get $byte) (i32.const 9)) (then (return (f64.const nan))))
        (local.set $exponent (i32.add (i32.mul (local.get $exponent) (i32.const 10)) (local.get $byte)))
        (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
      (local.set $power (i32.add (local.get $power)
        (select (i32.sub (i32.const 0) (local.get $exponent)) (local.get $exponent) (local.get $minus))))))
    (local.set $number (call $scaled (local.get $mantissa) (local.get $power)))
    (select (f64.neg (local.get $number)) (local.get $number) (i32.eq (local.get $sign) (i32.const 0x2d))))

  ;; Line feeds inside of a record's quotes.
  (global $feeds (mut i32) (i32.const 0))

  ;; Where the cell ends whose quote opens at $at: behind the quote that closes it. 0 where the caller must see to it.
  (func $closing (param $at i32) (param $limit i32) (param $delimiter i32) (result i32)
    (local $bytes v128) (local $found i32) (local $byte i32)
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (loop $next
      (local.set $bytes (v128.load (local.get $at)))
      (local.set $found (i8x16.bitmask (v128.or
        (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x22)))
        (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x0a))))))
      (if (i32.eqz (local.get $found)) (then
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $next (i32.lt_u (local.get $at) (local.get $limit)))
        (return (i32.const 0))))
      (local.set $at (i32.add (local.get $at) (i32.ctz (local.get $found))))
      ;; The byte behind the quote tells whether it closes.
      (if (i32.ge_u (i32.add (local.get $at) (i32.const 1)) (local.get $limit)) (then (return (i32.const 0))))
      (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x22)) (then
        (global.set $feeds (i32.add (global.get $feeds) (i32.const 1)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
      (local.set $byte (i32.load8_u offset=1 (local.get $at)))
      (if (i32.eq (local.get $byte) (i32.const 0x22)) (then
        (local.set $at (i32.add (local.get $at) (i32.const 2)))
        (br_if $next (i32.lt_u (local.get $at) (local.get $limit)))
        (return (i32.const 0)))))
    (select (i32.add (local.get $at) (i32.const 1)) (i32.const 0)
      (i32.or (i32.eq (local.get $byte) (local.get $delimiter))
        (i32.or (i32.eq (local.get $byte) (i32.const 0x0a)) (i32.eq (local.get $byte) (i32.const 0x0d))))))

  ;; The number from $first to $last into $number: the last 16 digits in one vector, up to three before them; all else by
  ;; $decimal.
  (define NUMBER
    (local.set $sign (i32.load8_u (local.get $first)))
    (local.set $digits (i32.add (local.get $first)
      (i32.or (i32.eq (local.get $sign) (i32.const 0x2d)) (i32.eq (local.get $sign) (i32.const 0x2b)))))
    (local.set $length (i32.sub (local.get $last) (local.get $digits)))
    (block $read
      (block $other
        (br_if $other (i32.gt_u (i32.sub (local.get $length) (i32.const 1)) (i32.const 19)))
        ;; The digits end where the vector ends; a point goes, and what stands before it moves up.
        (local.set $bytes (v128.load (i32.sub (local.get $last) (i32.const 16))))
        (local.set $found (i8x16.bitmask (v128.and
          (i8x16.eq (local.get $bytes) (local.get $point))
          (v128.load offset=64 (local.get $length)))))
        ;; Digits behind the point; 31 where there is none.
        (local.set $power (i32.and
          (i32.sub (i32.const 15) (i32.ctz (i32.or (local.get $found) (i32.const 0x10000)))) (i32.const 31)))
        (local.set $length (i32.sub (local.get $length) (i32.ne (local.get $found) (i32.const 0))))
        (br_if $other (i32.gt_u (i32.sub (local.get $length) (i32.const 1)) (i32.const 18)))
        (local.set $bytes (v128.and
          (i8x16.sub
            (v128.bitselect (local.get $bytes)
              (v128.load (i32.sub (local.get $last) (i32.const 17)))
              (v128.load offset=64 (local.get $power)))
            (local.get $zero))
          (v128.load offset=64 (local.get $length))))
        (br_if $other (v128.any_true (i8x16.sub_sat_u (local.get $bytes) (local.get $nine))))
        ;; Pairs, fours, eights.
        (local.set $bytes (i16x8.add
          (i16x8.mul (v128.and (local.get $bytes) (local.get $even)) (local.get $ten))
          (i16x8.shr_u (local.get $bytes) (i32.const 8))))
        (local.set $bytes (i32x4.dot_i16x8_s (local.get $bytes) (local.get $hundred)))
        (local.set $bytes (i16x8.narrow_i32x4_u (local.get $bytes) (local.get $bytes)))
        (local.set $bytes (i32x4.dot_i16x8_s (local.get $bytes) (local.get $myriad)))
        (local.set $mantissa (i64.add
          (i64.mul (i64.extend_i32_u (i32x4.extract_lane 0 (local.get $bytes))) (i64.const 100000000))
          (i64.extend_i32_u (i32x4.extract_lane 1 (local.get $bytes)))))
        (if (i32.gt_u (local.get $length) (i32.const 16)) (then
          (local.set $head (i64.const 0))
          (loop $digit
            (local.set $byte (i32.sub (i32.load8_u (local.get $digits)) (i32.const 0x30)))
            (br_if $other (i32.gt_u (local.get $byte) (i32.const 9)))
            (local.set $head (i64.add (i64.mul (local.get $head) (i64.const 10)) (i64.extend_i32_u (local.get $byte))))
            (local.set $digits (i32.add (local.get $digits) (i32.const 1)))
            (br_if $digit (i32.gt_u (local.tee $length (i32.sub (local.get $length) (i32.const 1))) (i32.const 16))))
          (local.set $mantissa (i64.add (local.get $mantissa) (i64.mul (local.get $head) (i64.const 10000000000000000))))))
        (local.set $number
          (if (result f64) (i64.le_u (local.get $mantissa) (i64.const 0x20000000000000))
            (then (f64.div (f64.convert_i64_s (local.get $mantissa))
              (f64.load offset=128 (i32.shl (local.get $power) (i32.const 3)))))
            (else (call $scaled (local.get $mantissa)
              (select (i32.const 0) (i32.sub (i32.const 0) (local.get $power)) (i32.eq (local.get $power) (i32.const 31)))))))
        (local.set $number (select (f64.neg (local.get $number)) (local.get $number)
          (i32.eq (local.get $sign) (i32.const 0x2d))))
        (br $read))
      (local.set $number (call $decimal (local.get $first) (local.get $last)))))

  ;; Where cells outside of quotes end, in the 64 bytes from $base on, as the bits of $separators.
  (define SEPARATORS
    (local.set $separators (i64.const 0))
    (repeat 4
      (local.set $bytes (v128.load offset=0x%0 (local.get $base)))
      (local.set $separators (i64.or (local.get $separators) (i64.shl
        (i64.extend_i32_u (i8x16.bitmask (v128.or
          (i8x16.eq (local.get $bytes) (local.get $delimiters))
          (v128.or (i8x16.eq (local.get $bytes) (local.get $lineFeed))
            (i8x16.eq (local.get $bytes) (local.get $return))))))
        (i64.const %*16))))))

  ;; Reads records from $at on, where one begins, as long as they end before $limit.
  ;;
  ;; $shift       what is added to places that are told
  ;; $maxRecords  and $maxCells: no record begins when there are as many
  ;; $maxColumns  and $maxLength: of one record
  ;; $line        of the first record
  ;; $wanted      a byte for each column: 1 where cells are read as numbers
  ;; $starts      by record, as $ends, $lines, and $counts: the cells up to its end
  ;; $cellEnds    by cell, as $numbers
  ;; @returns     records
  (func (export "read")
    (param $at i32) (param $limit i32) (param $shift i32) (param $delimiter i32)
    (param $maxRecords i32) (param $maxCells i32) (param $maxColumns i32) (param $maxLength i32) (param $line f64)
    (param $wanted i32) (param $starts i32) (param $ends i32) (param $counts i32) (param $lines i32)
    (param $cellEnds i32) (param $numbers i32)
    (result i32)
    (local $start i32) (local $done i32) (local $records i32) (local $cells i32) (local $cell i32) (local $column i32)
    (local $first i32) (local $last i32) (local $end i32) (local $byte i32) (local $found i32)
    (local $sign i32) (local $digits i32) (local $length i32) (local $power i32)
    (local $bytes v128) (local $mantissa i64) (local $head i64) (local $number f64)
    (local $base i32) (local $separators i64)
    ;; Vectors of one value, which would be made anew wherever they are written.
    (local $delimiters v128) (local $lineFeed v128) (local $return v128)
    (local $point v128) (local $zero v128) (local $nine v128) (local $even v128) (local $ten v128)
    (local $hundred v128) (local $myriad v128)
    (local.set $delimiters (i8x16.splat (local.get $delimiter)))
    (local.set $lineFeed (i8x16.splat (i32.const 0x0a)))
    (local.set $return (i8x16.splat (i32.const 0x0d)))
    (local.set $point (i8x16.splat (i32.const 0x2e)))
    (local.set $zero (i8x16.splat (i32.const 0x30)))
    (local.set $nine (i8x16.splat (i32.const 9)))
    (local.set $even (i16x8.splat (i32.const 255)))
    (local.set $ten (i16x8.splat (i32.const 10)))
    (local.set $hundred (v128.const i16x8 100 1 100 1 100 1 100 1))
    (local.set $myriad (v128.const i16x8 10000 1 10000 1 10000 1 10000 1))
    (local.set $base (local.tee $done (local.get $at)))
    (SEPARATORS)
    (block $stop
      (loop $record
        (br_if $stop (i32.ge_u (local.get $records) (local.get $maxRecords)))
        (br_if $stop (i32.ge_u (local.get $cells) (local.get $maxCells)))
        (local.set $start (local.get $at))
        (local.set $cell (local.get $cells))
        (local.set $column (i32.const 0))
        (global.set $feeds (i32.const 0))
        (loop $next
          (br_if $stop (i32.ge_u (local.get $at) (local.get $limit)))
          (br_if $stop (i32.ge_u (local.get $column) (local.get $maxColumns)))
          (local.set $first (local.get $at))
          (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x22))
            (then
              (local.set $end (call $closing (local.get $at) (local.get $limit) (local.get $delimiter)))
              (br_if $stop (i32.eqz (local.get $end)))
              (local.set $first (i32.add (local.get $at) (i32.const 1)))
              (local.set $last (i32.sub (local.get $end) (i32.const 1)))
              (local.set $base (i32.add (local.get $end) (i32.const 1)))
              (SEPARATORS))
            (else
              (loop $search
                (if (i64.eqz (local.get $separators)) (then
                  (local.set $base (i32.add (local.get $base) (i32.const 64)))
                  (br_if $stop (i32.ge_u (local.get $base) (local.get $limit)))
                  (SEPARATORS)
                  (br $search))))
              (local.set $end (i32.add (local.get $base) (i32.wrap_i64 (i64.ctz (local.get $separators)))))
              (br_if $stop (i32.ge_u (local.get $end) (local.get $limit)))
              (local.set $separators (i64.and (local.get $separators) (i64.sub (local.get $separators) (i64.const 1))))
              (local.set $last (local.get $end))))
          (local.set $number (f64.const nan))
          (if (i32.load8_u (i32.add (local.get $wanted) (local.get $column))) (then (NUMBER)))
          (f64.store (i32.add (local.get $numbers) (i32.shl (local.get $cell) (i32.const 3))) (local.get $number))
          (i32.store (i32.add (local.get $cellEnds) (i32.shl (local.get $cell) (i32.const 2)))
            (i32.add (local.get $end) (local.get $shift)))
          (local.set $cell (i32.add (local.get $cell) (i32.const 1)))
          (local.set $column (i32.add (local.get $column) (i32.const 1)))
          (local.set $at (i32.add (local.get $end) (i32.const 1)))
          (br_if $next (i32.eq (local.tee $byte (i32.load8_u (local.get $end))) (local.get $delimiter))))
        (br_if $stop (i32.gt_u (i32.sub (local.get $end) (local.get $start)) (local.get $maxLength)))
        (if (i32.eq (local.get $byte) (i32.const 0x0d)) (then
          (br_if $stop (i32.ge_u (local.get $at) (local.get $limit)))
          (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x0a)) (then
            (local.set $base (local.tee $at (i32.add (local.get $at) (i32.const 1))))
            (SEPARATORS)))))
        ;; Empty lines are no records.
        (if (i32.ne (local.get $end) (local.get $start)) (then
          (i32.store (i32.add (local.get $starts) (i32.shl (local.get $records) (i32.const 2)))
            (i32.add (local.get $start) (local.get $shift)))
          (i32.store (i32.add (local.get $ends) (i32.shl (local.get $records) (i32.const 2)))
            (i32.add (local.get $end) (local.get $shift)))
          (i32.store (i32.add (local.get $counts) (i32.shl (local.get $records) (i32.const 2))) (local.get $cell))
          (f64.store (i32.add (local.get $lines) (i32.shl (local.get $records) (i32.const 3))) (local.get $line))
          (local.set $records (i32.add (local.get $records) (i32.const 1)))
          (local.set $cells (local.get $cell))))
        (local.set $line (f64.add (local.get $line) (f64.convert_i32_u (i32.add (global.get $feeds) (i32.const 1)))))
        (local.set $done (local.get $at))
        (br $record)))
    (i32.store (i32.const 0) (local.get $done))
    (i32.store offset=4 (i32.const 0) (local.get $cells))
    (f64.store offset=8 (i32.const 0) (local.get $line))
    (local.get $records)))
