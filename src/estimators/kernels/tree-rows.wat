;; What rows are made ready with before they are walked through trees.
(module
  (import "kernel" "memory" (memory 1 65536 shared))

  ;; Float32 numbers to int32 keys of the same order, in place: of two numbers and of their keys the same one is smaller.
  ;; Every bit pattern of a float32 ≥ 0 counts up as an integer; those below 0 count down, and are turned over.
  ;; −0 becomes 0 first. NaN of every kind becomes 2³¹ − 1, above all numbers.
  ;;
  ;; $from   a multiple of 16; what lies behind $count numbers, up to a multiple of 16, is changed too
  ;; result  bit 0: there is a NaN; bit 1: there is an infinite number (or NaN)
  (func (export "encode") (param $from i32) (param $count i32) (result i32)
    (local $end i32)
    (local $x v128)
    (local $nan v128)
    (local $anyNaN v128)
    (local $anyOdd v128)
    (local.set $end (i32.add (local.get $from) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
        (local.set $x (f32x4.add (v128.load (local.get $from)) (v128.const f32x4 0 0 0 0)))
        (local.set $nan (f32x4.ne (local.get $x) (local.get $x)))
        (local.set $anyNaN (v128.or (local.get $anyNaN) (local.get $nan)))
        ;; x − x is 0 for finite numbers, else NaN.
        (local.set $anyOdd (v128.or (local.get $anyOdd)
          (f32x4.ne (f32x4.sub (local.get $x) (local.get $x)) (v128.const f32x4 0 0 0 0))))
        (v128.store (local.get $from)
          (v128.bitselect
            (i32x4.shr_u (local.get $nan) (i32.const 1))
            (v128.xor (local.get $x) (i32x4.shr_u (i32x4.shr_s (local.get $x) (i32.const 31)) (i32.const 1)))
            (local.get $nan)))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br $next)))
    (i32.or
      (v128.any_true (local.get $anyNaN))
      (i32.shl (v128.any_true (local.get $anyOdd)) (i32.const 1))))

  ;; Keys from rows to tiles, as tree-keys.wat walks them: 64 rows in each, feature by feature, 256 bytes apart.
  ;;
  ;; $from  one row after another; $rows at least 1, at most 64; $columns at least 1
  ;; $tile  room for 256 bytes per column; places of rows that are not there keep what they had
  (func (export "tile")
    (param $from i32) (param $rows i32) (param $columns i32) (param $tile i32)
    (local $to i32) (local $last i32) (local $end i32)
    (local.set $end (i32.add (local.get $tile) (i32.shl (local.get $rows) (i32.const 2))))
    (loop $row
      (local.set $to (local.get $tile))
      (local.set $last (i32.add (local.get $tile) (i32.shl (local.get $columns) (i32.const 8))))
      (loop $column
        (i32.store (local.get $to) (i32.load (local.get $from)))
        (local.set $from (i32.add (local.get $from) (i32.const 4)))
        (br_if $column (i32.lt_u
          (local.tee $to (i32.add (local.get $to) (i32.const 256)))
          (local.get $last))))
      (br_if $row (i32.lt_u
        (local.tee $tile (i32.add (local.get $tile) (i32.const 4)))
        (local.get $end)))))

  ;; As `encode` and `tile` together, from float64 numbers.
  ;;
  ;; result  0 where all of them are finite, also as float32; else what is in the tile is of no use
  (define FINITE (local.set $odd (v128.or (local.get $odd)
    (f32x4.ne (f32x4.sub (local.get $x) (local.get $x)) (v128.const f32x4 0 0 0 0)))))
  (define KEYS (local.set $x (v128.xor (local.get $x)
    (i32x4.shr_u (i32x4.shr_s (local.get $x) (i32.const 31)) (i32.const 1)))))
  (func (export "tileDoubles")
    (param $from i32) (param $rows i32) (param $columns i32) (param $tile i32) (result i32)
    (local $to i32) (local $left i32) (local $end i32) (local $x v128) (local $odd v128)
    (local.set $end (i32.add (local.get $tile) (i32.shl (local.get $rows) (i32.const 2))))
    (loop $row
      (local.set $to (local.get $tile))
      (local.set $left (local.get $columns))
      (block $few
        (loop $four
          (br_if $few (i32.lt_u (local.get $left) (i32.const 4)))
          ;; −0 becomes 0.
          (local.set $x (f32x4.add (v128.const f32x4 0 0 0 0)
            (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
              (f32x4.demote_f64x2_zero (v128.load (local.get $from)))
              (f32x4.demote_f64x2_zero (v128.load offset=16 (local.get $from))))))
          (FINITE)
          (KEYS)
          (v128.store32_lane offset=0 0 (local.get $to) (local.get $x))
          (v128.store32_lane offset=256 1 (local.get $to) (local.get $x))
          (v128.store32_lane offset=512 2 (local.get $to) (local.get $x))
          (v128.store32_lane offset=768 3 (local.get $to) (local.get $x))
          (local.set $from (i32.add (local.get $from) (i32.const 32)))
          (local.set $to (i32.add (local.get $to) (i32.const 1024)))
          (local.set $left (i32.sub (local.get $left) (i32.const 4)))
          (br $four)))
      (block $done
        (loop $one
          (br_if $done (i32.eqz (local.get $left)))
          (local.set $x (f32x4.add (v128.const f32x4 0 0 0 0)
            (f32x4.demote_f64x2_zero (v128.load64_splat (local.get $from)))))
          (FINITE)
          (KEYS)
          (v128.store32_lane 0 (local.get $to) (local.get $x))
          (local.set $from (i32.add (local.get $from) (i32.const 8)))
          (local.set $to (i32.add (local.get $to) (i32.const 256)))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (br $one)))
      (br_if $row (i32.lt_u
        (local.tee $tile (i32.add (local.get $tile) (i32.const 4)))
        (local.get $end))))
    (v128.any_true (local.get $odd)))

  ;; Whether there is a NaN among float64 numbers. What lies behind them, up to a multiple of 16, is looked at too.
  (func (export "anyMissing") (param $from i32) (param $count i32) (result i32)
    (local $end i32)
    (local $x v128)
    (local $any v128)
    (local.set $end (i32.add (local.get $from) (i32.shl (local.get $count) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
        (local.set $x (v128.load (local.get $from)))
        (local.set $any (v128.or (local.get $any) (f64x2.ne (local.get $x) (local.get $x))))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br $next)))
    (v128.any_true (local.get $any))))
