;; The first three levels of a tree for many rows, four at once: all seven nodes are asked, which takes less than walking
;; from one to the next. Numbers are the int32 keys of tree-rows.wat, in tiles of 64 rows: in a tile the keys of a feature
;; stand side by side, 256 bytes, one feature after another.
;;
;; The head of a tree is 32 words: for each of the seven nodes, level by level, its key, its feature's place in a tile in
;; bytes, and −1 where NaN goes left, else 0; then where the eight nodes below them are, in bytes from the first node of
;; the tree. Where the tree ends above, its leaf stands for all that would be below.
(module
  (import "kernel" "memory" (memory 1 65536 shared))

  ;; $tiles      the first row's first key; the next tile is $tileBytes behind it
  ;; $count      rows, at least 1; up to 3 more are asked and written, whatever they hold
  ;; $leaves     where the answers go, 4 bytes each: which of the eight nodes comes next, times 4
  (define START
    (param $head i32) (param $tiles i32) (param $tileBytes i32) (param $count i32) (param $leaves i32)
    (local $end i32) (local $stop i32)
    (local $second v128) (local $third v128) (local $keys v128)
    (repeat 7
      (local $key% v128) (local $feature% i32) (local $missing% v128) (local $right% v128))
    (repeat 7
      (local.set $key% (v128.load32_splat offset=%*12 (local.get $head)))
      (local.set $feature% (i32.load offset=%*12 (i32.add (local.get $head) (i32.const 4))))
      (local.set $missing%
        (v128.load32_splat offset=%*12 (i32.add (local.get $head) (i32.const 8)))))
    (local.set $end (i32.add (local.get $leaves) (i32.shl (local.get $count) (i32.const 2))))
    (loop $tile
      (local.set $stop (i32.add (local.get $tiles) (i32.const 256)))
      (loop $group
        (GROUP)
        (local.set $tiles (i32.add (local.get $tiles) (i32.const 16)))
        (local.set $leaves (i32.add (local.get $leaves) (i32.const 16)))
        (br_if $group (i32.and
          (i32.lt_u (local.get $leaves) (local.get $end))
          (i32.lt_u (local.get $tiles) (local.get $stop)))))
      (local.set $tiles (i32.add (local.get $tiles) (i32.sub (local.get $tileBytes) (i32.const 256))))
      (br_if $tile (i32.lt_u (local.get $leaves) (local.get $end)))))

  (define KEYS (v128.load (i32.add (local.get $tiles) (local.get $feature%))))
  (define GROUP
    (repeat 7 (local.set $right% (RIGHT)))
    (local.set $second (v128.bitselect (local.get $right2) (local.get $right1) (local.get $right0)))
    (local.set $third (v128.bitselect
      (v128.bitselect (local.get $right6) (local.get $right5) (local.get $second))
      (v128.bitselect (local.get $right4) (local.get $right3) (local.get $second))
      (local.get $right0)))
    (v128.store (local.get $leaves)
      (v128.or
        (v128.or
          (v128.and (local.get $right0) (v128.const i32x4 16 16 16 16))
          (v128.and (local.get $second) (v128.const i32x4 8 8 8 8)))
        (v128.and (local.get $third) (v128.const i32x4 4 4 4 4)))))

  (define RIGHT (i32x4.lt_s (local.get $key%) (KEYS)))
  (func (export "start") (START))

  ;; NaN has the greatest key: above every other, and kept from the right where `missingLeft` says so.
  (define RIGHT (v128.andnot
    (i32x4.lt_s (local.get $key%) (local.tee $keys (KEYS)))
    (v128.and
      (local.get $missing%)
      (i32x4.eq (local.get $keys)
        (v128.const i32x4 0x7fffffff 0x7fffffff 0x7fffffff 0x7fffffff)))))
  (func (export "startMissing") (START)))
