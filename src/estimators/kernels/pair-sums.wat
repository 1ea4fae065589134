;; Sums over the columns of a row and each of many points: of products, of squared and of absolute differences.
(module
  (import "kernel" "memory" (memory 1 65536 shared))

  ;; Points lie eight side by side: their first numbers, their second numbers, … . Each sum runs from the first column
  ;; to the last, so that it has the very bits that a plain loop gives.
  ;;
  ;; $points   groups of eight points
  ;; $columns  at least 1
  ;; $x        a row
  ;; $out      where the sums go, 64 bytes for each group

  (func (export "dots") (param $points i32) (param $groups i32) (param $columns i32) (param $x i32) (param $out i32)
    (local $at i32) (local $end i32) (local $given v128)
    (repeat 4 (local $sum% v128))
    (local.set $end (i32.add (local.get $x) (i32.shl (local.get $columns) (i32.const 3))))
    (block $done
      (loop $group
        (br_if $done (i32.eqz (local.get $groups)))
        (repeat 4 (local.set $sum% (v128.const f64x2 0 0)))
        (local.set $at (local.get $x))
        (loop $column
          (local.set $given (v128.load64_splat (local.get $at)))
          (repeat 4
            (local.set $sum% (f64x2.add (local.get $sum%)
              (f64x2.mul (local.get $given) (v128.load offset=0x%0 (local.get $points))))))
          (local.set $points (i32.add (local.get $points) (i32.const 64)))
          (br_if $column (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (local.get $end))))
        (repeat 4 (v128.store offset=0x%0 (local.get $out) (local.get $sum%)))
        (local.set $out (i32.add (local.get $out) (i32.const 64)))
        (local.set $groups (i32.sub (local.get $groups) (i32.const 1)))
        (br $group))))

  (func (export "squares") (param $points i32) (param $groups i32) (param $columns i32) (param $x i32) (param $out i32)
    (local $at i32) (local $end i32) (local $given v128) (local $gap v128)
    (repeat 4 (local $sum% v128))
    (local.set $end (i32.add (local.get $x) (i32.shl (local.get $columns) (i32.const 3))))
    (block $done
      (loop $group
        (br_if $done (i32.eqz (local.get $groups)))
        (repeat 4 (local.set $sum% (v128.const f64x2 0 0)))
        (local.set $at (local.get $x))
        (loop $column
          (local.set $given (v128.load64_splat (local.get $at)))
          (repeat 4
            (local.set $gap (f64x2.sub (local.get $given) (v128.load offset=0x%0 (local.get $points))))
            (local.set $sum% (f64x2.add (local.get $sum%) (f64x2.mul (local.get $gap) (local.get $gap)))))
          (local.set $points (i32.add (local.get $points) (i32.const 64)))
          (br_if $column (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (local.get $end))))
        (repeat 4 (v128.store offset=0x%0 (local.get $out) (local.get $sum%)))
        (local.set $out (i32.add (local.get $out) (i32.const 64)))
        (local.set $groups (i32.sub (local.get $groups) (i32.const 1)))
        (br $group))))

  (func (export "lengths") (param $points i32) (param $groups i32) (param $columns i32) (param $x i32) (param $out i32)
    (local $at i32) (local $end i32) (local $given v128)
    (repeat 4 (local $sum% v128))
    (local.set $end (i32.add (local.get $x) (i32.shl (local.get $columns) (i32.const 3))))
    (block $done
      (loop $group
        (br_if $done (i32.eqz (local.get $groups)))
        (repeat 4 (local.set $sum% (v128.const f64x2 0 0)))
        (local.set $at (local.get $x))
        (loop $column
          (local.set $given (v128.load64_splat (local.get $at)))
          (repeat 4
            (local.set $sum% (f64x2.add (local.get $sum%)
              (f64x2.abs (f64x2.sub (local.get $given) (v128.load offset=0x%0 (local.get $points)))))))
          (local.set $points (i32.add (local.get $points) (i32.const 64)))
          (br_if $column (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (local.get $end))))
        (repeat 4 (v128.store offset=0x%0 (local.get $out) (local.get $sum%)))
        (local.set $out (i32.add (local.get $out) (i32.const 64)))
        (local.set $groups (i32.sub (local.get $groups) (i32.const 1)))
        (br $group))))

  ;; e^(factor·value) of numbers of which none times the factor is above 700, in place, to the last bit or the one
  ;; before. x = n·ln 2 + r; e^r = 1 + (r + r²·q(r)), q of degree 9 by Chebyshev's points on |r| ≤ ln 2 / 2.
  ;;
  ;; $count  a multiple of 4
  (func (export "exponentials") (param $values i32) (param $count i32) (param $factor f64)
    (local $end i32)
    (repeat 2 (local $n% v128) (local $r% v128) (local $q% v128) (local $half% v128))
    (local.set $end (i32.add (local.get $values) (i32.shl (local.get $count) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $values) (local.get $end)))
        (repeat 2
          ;; Below −1000 all is 0. NaN stays.
          (local.set $r% (f64x2.pmax
            (f64x2.mul (v128.load offset=0x%0 (local.get $values)) (f64x2.splat (local.get $factor)))
            (v128.const f64x2 -1000 -1000)))
          ;; Rounded by what has no bits behind the point: 1.5·2⁵².
          (local.set $n% (f64x2.sub
            (f64x2.add (f64x2.mul (local.get $r%) (v128.const f64x2 0x1.71547652b82fep+0 0x1.71547652b82fep+0))
              (v128.const f64x2 0x1.8p+52 0x1.8p+52))
            (v128.const f64x2 0x1.8p+52 0x1.8p+52)))
          (local.set $r% (f64x2.sub (f64x2.sub (local.get $r%)
              (f64x2.mul (local.get $n%) (v128.const f64x2 0x1.62e42fee00000p-1 0x1.62e42fee00000p-1)))
            (f64x2.mul (local.get $n%) (v128.const f64x2 0x1.a39ef35793c76p-33 0x1.a39ef35793c76p-33)))))
        (repeat 2 (local.set $q% (f64x2.add (f64x2.mul (local.get $r%)
          (v128.const f64x2 0x1.af38a9b0ec855p-26 0x1.af38a9b0ec855p-26)) (v128.const f64x2 0x1.289185613a3d6p-22 0x1.289185613a3d6p-22))))
        (repeat 2 (local.set $q% (f64x2.add (f64x2.mul (local.get $q%) (local.get $r%)) (v128.const f64x2 0x1.71de0dae63bb3p-19 0x1.71de0dae63bb3p-19))))
        (repeat 2 (local.set $q% (f64x2.add (f64x2.mul (local.get $q%) (local.get $r%)) (v128.const f64x2 0x1.a019b90d2ae7ap-16 0x1.a019b90d2ae7ap-16))))
        (repeat 2 (local.set $q% (f64x2.add (f64x2.mul (local.get $q%) (local.get $r%)) (v128.const f64x2 0x1.a01a01a7c41d5p-13 0x1.a01a01a7c41d5p-13))))
        (repeat 2 (local.set $q% (f64x2.add (f64x2.mul (local.get $q%) (local.get $r%)) (v128.const f64x2 0x1.6c16c1788bd90p-10 0x1.6c16c1788bd90p-10))))
        (repeat 2 (local.set $q% (f64x2.add (f64x2.mul (local.get $q%) (local.get $r%)) (v128.const f64x2 0x1.11111111109b3p-7 0x1.11111111109b3p-7))))
        (repeat 2 (local.set $q% (f64x2.add (f64x2.mul (local.get $q%) (local.get $r%)) (v128.const f64x2 0x1.5555555553d63p-5 0x1.5555555553d63p-5))))
        (repeat 2 (local.set $q% (f64x2.add (f64x2.mul (local.get $q%) (local.get $r%)) (v128.const f64x2 0x1.5555555555556p-3 0x1.5555555555556p-3))))
        (repeat 2 (local.set $q% (f64x2.add (f64x2.mul (local.get $q%) (local.get $r%)) (v128.const f64x2 0x1.0000000000001p-1 0x1.0000000000001p-1))))
        (repeat 2
          (local.set $q% (f64x2.add (v128.const f64x2 1 1)
            (f64x2.add (local.get $r%) (f64x2.mul (f64x2.mul (local.get $r%) (local.get $r%)) (local.get $q%)))))
          ;; 2ⁿ in two factors, so that what is too small for a normal number becomes a denormal one.
          (local.set $half% (f64x2.add (f64x2.mul (local.get $n%) (v128.const f64x2 0.5 0.5)) (v128.const f64x2 0x1.8p+52 0x1.8p+52)))
          (local.set $n% (f64x2.add
            (f64x2.sub (local.get $n%) (f64x2.sub (local.get $half%) (v128.const f64x2 0x1.8p+52 0x1.8p+52)))
            (v128.const f64x2 0x1.8p+52 0x1.8p+52)))
          (v128.store offset=0x%0 (local.get $values)
            (f64x2.mul
              (f64x2.mul (local.get $q%)
                (i64x2.add (i64x2.shl (local.get $half%) (i32.const 52)) (v128.const i64x2 0x3ff0000000000000 0x3ff0000000000000)))
              (i64x2.add (i64x2.shl (local.get $n%) (i32.const 52)) (v128.const i64x2 0x3ff0000000000000 0x3ff0000000000000)))))
        (local.set $values (i32.add (local.get $values) (i32.const 32)))
        (br $next)))))
